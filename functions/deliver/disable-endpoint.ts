import { changeEndpoint } from '#platform/change-endpoint.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planMail } from './mail-partner.ts';

/** The mail finds the endpoint disabled by then. */
const UNTIL_DISABLED_MS = 60_000;

/**
 * Disables an endpoint that is active, and tells its partner; one that is gone or not active is left as it is. The mail
 * is planned first: a worker that dies in between has one planned that is over.
 */
export async function disableEndpoint(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'partners'>,
  endpointId: string,
  why: string,
): Promise<void> {
  if ((await deps.partners.getEndpoint(endpointId))?.state !== 'active') return;
  const nowMs = deps.clock.now();
  const disabled = { at: new Date(nowMs).toISOString(), why };
  await planMail(deps, endpointId, {
    mail: { about: 'disabled', at: disabled.at },
    dueAt: new Date(nowMs + UNTIL_DISABLED_MS).toISOString(),
    n: `disabled.${disabled.at}`,
  });
  await changeEndpoint(deps.partners, endpointId, (endpoint) =>
    endpoint.state === 'active' ? { ...endpoint, state: 'disabled', disabled } : undefined,
  );
}
