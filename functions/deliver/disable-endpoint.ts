import { untilWritten } from '#platform/until-written.ts';
import type { DeliverDeps } from './deliver-deps.ts';

/** Disables an endpoint that is active; one that is gone or not active is left as it is. */
export async function disableEndpoint(
  deps: Pick<DeliverDeps, 'clock' | 'partners'>,
  endpointId: string,
  why: string,
): Promise<void> {
  await untilWritten('an endpoint', async () => {
    const endpoint = await deps.partners.getEndpoint(endpointId);
    if (endpoint?.state !== 'active') return true;
    const disabled = { at: new Date(deps.clock.now()).toISOString(), why };
    const changed = { ...endpoint, state: 'disabled' as const, disabled, rev: endpoint.rev + 1 };
    return (await deps.partners.putEndpoint(changed, endpoint.rev)) === 'written' ? true : undefined;
  });
}
