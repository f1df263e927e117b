import { failingMail, type FailingMail } from '#domain/partner/failing.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/**
 * Plans a mail to an endpoint's partner. It is due at once, by the clock, so that a mail service that fails has its
 * retries; `n` names the occasion, so that planning it again is the same mail.
 */
export async function planMail(
  deps: Pick<DeliverDeps, 'clock' | 'due'>,
  endpointId: string,
  { mail, n }: { mail: FailingMail; n: string },
): Promise<void> {
  await deps.due.putDue({
    dueAt: new Date(deps.clock.now()).toISOString(),
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
  const isOver = mail.about === 'disabled' ? endpoint.state !== 'disabled' : !health?.failuresInRow;
  if (isOver) return 'over';
  await deps.mailer.send({ to: partner.contactEmail, ...failingMail(mail, endpoint, health) });
  return 'mailed';
}
