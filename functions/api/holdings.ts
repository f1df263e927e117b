import { feedPointerSchema } from '#domain/feed/feed-entry.ts';
import { NETWORK_FEED } from '#domain/feed/feed-id.ts';
import { holdingOf } from '#domain/webhook/holding.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ownedEndpoint } from './owned-endpoint.ts';
import { pageQuerySchema } from './page.ts';
import { readQuery } from './read-request.ts';

const PAGE = 50;

/** `GET …/holdings`, newest first public first. A page may be short: what the endpoint need not hold is passed over. */
export async function holdings(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const endpoint = await ownedEndpoint(deps, context);
  const { cursor } = readQuery(context, pageQuerySchema);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, feedPointerSchema);
  const pointers = await deps.feeds.listPointers(NETWORK_FEED, {
    limit: PAGE,
    ...(before ? { before } : {}),
  });
  const heads = await deps.releases.getHeads(pointers.map(({ releaseId }) => releaseId));
  const byId = new Map(heads.map((head) => [head.releaseId, head]));
  const shown = await Promise.all(
    pointers.map(async ({ releaseId, firstPublicAt }) => {
      const head = byId.get(releaseId);
      // A pointer counts only where the head names its place (DESIGN §4).
      if (head?.firstPublicAt !== firstPublicAt) return undefined;
      return holdingOf(head, await deps.holders.getHolder(releaseId, endpoint.endpointId), endpoint);
    }),
  );
  const last = pointers.length === PAGE ? pointers.at(-1) : undefined;
  return context.json({
    holdings: shown.filter((holding) => holding !== undefined),
    ...(last ? { next: encodeCursor(last) } : {}),
  });
}
