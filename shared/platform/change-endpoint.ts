import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import { untilWritten } from './until-written.ts';

/**
 * Changes an endpoint on its `rev`, read again after a refusal. Gives what was written; undefined where the endpoint is
 * gone, or where `change` leaves it as it is by giving undefined.
 */
export async function changeEndpoint(
  partners: Pick<PartnerStore, 'getEndpoint' | 'putEndpoint'>,
  endpointId: string,
  change: (stored: Endpoint) => Omit<Endpoint, 'rev'> | undefined,
): Promise<Endpoint | undefined> {
  const result = await untilWritten('an endpoint', async () => {
    const stored = await partners.getEndpoint(endpointId);
    const changed = stored && change(stored);
    if (stored === undefined || changed === undefined) return { endpoint: undefined };
    const endpoint = { ...changed, rev: stored.rev + 1 };
    return (await partners.putEndpoint(endpoint, stored.rev)) === 'written' ? { endpoint } : undefined;
  });
  return result.endpoint;
}
