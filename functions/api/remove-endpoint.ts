import type { Partner } from '#domain/partner/partner.ts';
import type { ApiDeps } from './api-deps.ts';

/** Removes an endpoint; before it is gone, whom to write to about what it may hold is kept. */
export async function removeEndpoint(
  { clock, partners }: Pick<ApiDeps, 'clock' | 'partners'>,
  { partnerId, contactEmail }: Partner,
  endpointId: string,
): Promise<void> {
  const endpoint = await partners.getEndpoint(endpointId);
  if (endpoint !== undefined) {
    const { host } = new URL(endpoint.url);
    const removedAt = new Date(clock.now()).toISOString();
    await partners.putFormerEndpoint({ endpointId, partnerId, contactEmail, host, removedAt });
  }
  await partners.removeEndpoint(endpointId);
}
