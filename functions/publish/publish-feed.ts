import { buildFeed, MAX_ENTRIES } from '#domain/feed/build-feed.ts';
import type { FeedState } from '#domain/feed/feed-entry.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { feedDocuments } from '#domain/feed/feed-documents.ts';
import { feedKey } from '#domain/site/paths.ts';
import { bringUpToDate, type Asked, type Build, type Outcome } from './bring-up-to-date.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readContents, readEntries } from './read-entries.ts';
import { readNetwork, readNewsrooms } from './read-newsrooms.ts';

/** Makes the three documents of a feed follow its entries (SEMANTICS, "publish, for a feed"). */
export async function publishFeed(deps: PublishDeps, feedId: string, asked: Asked): Promise<Outcome> {
  return bringUpToDate(
    deps,
    {
      stateId: feedId,
      keys: [feedKey(feedId, 'rss'), feedKey(feedId, 'atom'), feedKey(feedId, 'json')],
      build: (state) => build(deps, feedId, state),
    },
    asked,
  );
}

async function build(
  deps: PublishDeps,
  feedId: string,
  state: FeedState | undefined,
): Promise<Build | undefined> {
  const { pointers, heads } = await readEntries(deps, feedId, MAX_ENTRIES);
  const contentOf = await readContents(deps, heads);
  const { feed, stale, incomplete } = buildFeed({
    feedId,
    siteUrl: deps.siteUrl,
    network: await readNetwork(deps, feedId),
    pointers,
    heads,
    newsrooms: await readNewsrooms(deps, feedId, heads),
    contentOf,
    shownUpdatedAt: state?.updatedAt,
  });
  for (const releaseId of incomplete) deps.report({ event: 'content-missing', feedId, releaseId });
  const rendered = renderDocuments(feed);
  if (!rendered.ok) {
    deps.report({ event: 'gate-failed', feedId, problem: rendered.problem });
    return undefined;
  }
  for (const bad of rendered.quarantined) deps.report({ event: 'quarantined', feedId, ...bad });
  return { documents: feedDocuments(feed, rendered.documents), updatedAt: feed.updatedAt, stale };
}
