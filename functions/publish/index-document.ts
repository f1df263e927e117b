import type { ListedFeed } from '#domain/feed/feed-entry.ts';
import { buildIndex, type ReleaseIndex } from '#domain/site/build-index.ts';
import { topicKey } from '#domain/site/paths.ts';
import { renderIndexPage } from '#domain/site/render-index.ts';
import { storedDocument, type StoredDocument } from '#domain/site/stored-document.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { Entries } from './read-entries.ts';
import { readNetwork, readNewsrooms } from './read-newsrooms.ts';

type Facts = {
  feedId: string;
  entries: Entries;
  /** Times that were shown before; the page's own never goes back behind them. */
  shown: readonly (string | undefined)[];
  /** How many it lists, where it does not list all. */
  limit?: number;
  olderArchive?: number | undefined;
  listed?: readonly ListedFeed[];
};

/** The page that lists the releases of a feed. */
export async function indexDocument(deps: PublishDeps, facts: Facts): Promise<StoredDocument> {
  const { feedId, entries, shown, limit, ...rest } = facts;
  const index = indexOf(entries, shown, limit);
  const body = renderIndexPage({
    ...rest,
    feedId,
    siteUrl: deps.siteUrl,
    network: await readNetwork(deps, feedId),
    // A withdrawn release's pointer comes back with each look, until the feed's builder takes it away again.
    newsrooms: await readNewsrooms(deps, feedId, index.releases),
    index,
  });
  return storedDocument({ key: topicKey(feedId), type: 'page', body });
}

/** What of the entries readers can read, the newest `limit` of them. */
export function indexOf(
  entries: Entries,
  shown: readonly (string | undefined)[],
  limit = Number.POSITIVE_INFINITY,
): ReleaseIndex {
  return buildIndex({ ...entries, shown, limit });
}
