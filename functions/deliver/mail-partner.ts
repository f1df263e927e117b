import type { Endpoint } from '#domain/partner/endpoint.ts';
import { failingMail, type FailingMail } from '#domain/partner/failing.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * Plans a mail to an endpoint's partner, by the clock, so that a mail service that fails has its retries. `dueAt` and
 * `n` come from the occasion, so that planning it again is the same mail.
 */
export async function planMail(
  deps: Pick<DeliverDeps, 'due'>,
  endpointId: string,
  { mail, dueAt, n }: { mail: FailingMail; dueAt: string; n: string },
): Promise<void> {
  await deps.due.putDue({
    dueAt,
    kind: 'mail',
    id: endpointId,
    n,
    queue: 'bulk',
    prompt: { prompt: 'mail', endpointId, ...mail },
  });
}

/** Writes to the partner, unless the occasion is over by now. */
export async function mailPartner(
  deps: Pick<DeliverDeps, 'mailer' | 'partners'>,
  endpointId: string,
  mail: FailingMail,
): Promise<string> {
  const endpoint = await deps.partners.getEndpoint(endpointId);
  const partner = endpoint && (await deps.partners.getPartner(endpoint.partnerId));
  if (endpoint === undefined || partner === undefined) return 'gone';
  const health = await deps.partners.getHealth(endpointId);
  const isStill = mail.about === 'disabled' ? isDisabledSince(endpoint, mail.at) : health?.failuresInRow;
  if (!isStill) return 'over';
  await deps.mailer.send({ to: partner.contactEmail, ...failingMail(mail, endpoint, health) });
  return 'mailed';
}

function isDisabledSince({ state, disabled }: Endpoint, at: string | undefined): boolean {
  return state === 'disabled' && (at === undefined || disabled?.at === at);
}
