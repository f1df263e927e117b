import { newestArchive } from '#domain/feed/archive.ts';
import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import { topicKey } from '#domain/site/paths.ts';
import { bringUpToDate, type Asked, type Build, type Outcome, type Shown } from './bring-up-to-date.ts';
import { indexDocument, indexOf } from './index-document.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries } from './read-entries.ts';
import { SITE_KEYS, siteDocuments, TIMED_KEYS } from './site-documents.ts';

/** How many releases an index page lists. */
const LISTED = 50;

/**
 * Makes the index page of a newsroom follow its releases; for `network` the site's first page and every document that
 * speaks of the whole site.
 */
export async function publishIndex(deps: PublishDeps, newsroom: string, asked: Asked): Promise<Outcome> {
  const isNetwork = newsroom === NETWORK_FEED;
  const feedId = isNetwork ? NETWORK_FEED : newsroomFeed(newsroom);
  return bringUpToDate(
    deps,
    {
      stateId: `index:${newsroom}`,
      keys: [topicKey(feedId), ...(isNetwork ? SITE_KEYS : [])],
      build: (before) => build(deps, feedId, before, asked),
    },
    asked,
  );
}

/** The feed's own builder removes stale pointers once it has counted them, so its `updatedAt` is counted here. */
async function build(deps: PublishDeps, feedId: string, before: Shown, asked: Asked): Promise<Build> {
  const feedState = await deps.feeds.getState(feedId);
  const archive = feedState?.archive;
  // What the archive holds is listed on its own pages.
  const newer = archive === undefined ? {} : { through: archive.through };
  const entries = await readEntries(deps, feedId, { wanted: LISTED, ...newer });
  const shown = [before.updatedAt, feedState?.updatedAt];
  const isNetwork = feedId === NETWORK_FEED;
  const listed = await deps.feeds.listFeeds(isNetwork ? undefined : `${feedId}/`);
  const archives = newestArchive(archive) ?? 0;
  const page = await indexDocument(deps, {
    feedId,
    entries,
    shown,
    limit: LISTED,
    listed,
    ...(archives === 0 ? {} : { olderArchive: archives }),
  });
  const index = indexOf(entries, shown, LISTED);
  const more = isNetwork ? await siteDocuments(deps, { index, listed, archives, asked }) : [];
  return { documents: [page, ...more], updatedAt: index.updatedAt, timed: TIMED_KEYS, stale: [] };
}
