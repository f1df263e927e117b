import { untilWritten } from '#platform/until-written.ts';
import type { ApiDeps } from './api-deps.ts';
import { existing } from './partner-routes.ts';

/** Changes which endpoints a partner names. */
export async function setEndpointIds(
  deps: Pick<ApiDeps, 'partners'>,
  partnerId: string,
  change: (ids: string[]) => string[],
): Promise<void> {
  await untilWritten('a partner', async () => {
    const partner = await existing(deps, partnerId);
    const next = { ...partner, endpointIds: change(partner.endpointIds), rev: partner.rev + 1 };
    return (await deps.partners.putPartner(next, partner.rev)) === 'written' ? 'done' : undefined;
  });
}
