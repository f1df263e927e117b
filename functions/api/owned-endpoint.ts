import type { Endpoint } from '#domain/partner/endpoint.ts';
import { untilWritten } from '#platform/until-written.ts';
import { requirePartner, type ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { notFound } from './problem.ts';

/** The endpoint of the address `/:id/endpoints/:eid`, for the operator and its partner; 404 for everybody else. */
export async function ownedEndpoint(deps: Pick<ApiDeps, 'partners'>, context: ApiContext): Promise<Endpoint> {
  const { id = '', eid = '' } = context.req.param();
  requirePartner(context, id);
  const endpoint = await deps.partners.getEndpoint(eid);
  if (endpoint?.partnerId !== id) throw notFound(`endpoint "${eid}"`);
  return endpoint;
}

/** Changes it on its `rev`, read again after a refusal; `moved` where its URL is another. */
export async function changeOwned(
  deps: Pick<ApiDeps, 'partners'>,
  context: ApiContext,
  change: (stored: Endpoint) => Endpoint,
): Promise<{ endpoint: Endpoint; moved: boolean }> {
  return untilWritten('an endpoint', async () => {
    const stored = await ownedEndpoint(deps, context);
    const endpoint = { ...change(stored), rev: stored.rev + 1 };
    const written = await deps.partners.putEndpoint(endpoint, stored.rev);
    return written === 'written' ? { endpoint, moved: endpoint.url !== stored.url } : undefined;
  });
}
