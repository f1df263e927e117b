import { changeEndpoint } from '#platform/change-endpoint.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { planMail } from './mail-partner.ts';

/** Disables an endpoint that is active, and tells its partner; one that is gone or not active is left as it is. */
export async function disableEndpoint(
  deps: Pick<DeliverDeps, 'clock' | 'due' | 'partners'>,
  endpointId: string,
  why: string,
): Promise<void> {
  const disabled = { at: new Date(deps.clock.now()).toISOString(), why };
  const changed = await changeEndpoint(deps.partners, endpointId, (endpoint) =>
    endpoint.state === 'active' ? { ...endpoint, state: 'disabled', disabled } : undefined,
  );
  if (changed !== undefined) {
    await planMail(deps, endpointId, { mail: { about: 'disabled' }, n: `disabled.${disabled.at}` });
  }
}
