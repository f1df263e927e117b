import { changeEndpoint } from '#platform/change-endpoint.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/** Disables an endpoint that is active; one that is gone or not active is left as it is. */
export async function disableEndpoint(
  deps: Pick<DeliverDeps, 'clock' | 'partners'>,
  endpointId: string,
  why: string,
): Promise<void> {
  const disabled = { at: new Date(deps.clock.now()).toISOString(), why };
  await changeEndpoint(deps.partners, endpointId, (endpoint) =>
    endpoint.state === 'active' ? { ...endpoint, state: 'disabled', disabled } : undefined,
  );
}
