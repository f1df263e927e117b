import { MAX_ENTRIES } from '#domain/feed/build-feed.ts';
import { archiveOf, isArchived, NETWORK_FEED } from '#domain/feed/feed-id.ts';
import { topicOf } from '#domain/feed/feed-topic.ts';
import { newsOf } from '#domain/feed/news-of.ts';
import { FEED_FORMATS, feedKey, topicKey } from '#domain/site/paths.ts';
import { builtFeed, rendered } from './build-feed-documents.ts';
import { bringUpToDate, type Asked, type Build, type Outcome, type Shown } from './bring-up-to-date.ts';
import { indexDocument } from './index-document.ts';
import { publishArchive } from './publish-archive.ts';
import { publishArchivedFeed } from './publish-archived-feed.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readEntries } from './read-entries.ts';

/** Makes the documents of a feed follow its entries (SEMANTICS, "publish, for a feed"). */
export async function publishFeed(deps: PublishDeps, feedId: string, asked: Asked): Promise<Outcome> {
  const archive = archiveOf(feedId);
  // The sweep found one that is not as it was built: whether it is closed, STATE knows.
  if (archive !== undefined) {
    return publishArchive(deps, archive.feedId, { number: archive.number, closed: false }, asked);
  }
  const topics = FEED_FORMATS.map((format) => ({ feedId, format, key: feedKey(feedId, format) }));
  const target = { stateId: feedId, keys: topics.map(({ key }) => key), topics };
  if (!isArchived(feedId)) {
    const keys = [...target.keys, topicKey(feedId)];
    return bringUpToDate(
      deps,
      { ...target, keys, build: (before) => buildTopic(deps, feedId, before) },
      asked,
    );
  }
  return publishArchivedFeed(deps, target, asked);
}

async function buildTopic(deps: PublishDeps, feedId: string, before: Shown): Promise<Build | undefined> {
  const entries = await readEntries(deps, feedId, { wanted: MAX_ENTRIES });
  const built = await builtFeed(deps, { feedId, entries, shown: before });
  const documents = rendered(deps, built);
  if (documents === undefined) return undefined;
  const { title, entries: shown } = built.feed;
  const listed = shown.some(({ notice }) => notice === undefined) ? title : undefined;
  if (listed !== before.listed) await list(deps, feedId, listed);
  const page = await indexDocument(deps, {
    feedId,
    entries,
    shown: [built.feed.updatedAt],
    limit: MAX_ENTRIES,
  });
  return {
    documents: [...documents, page],
    updatedAt: built.feed.updatedAt,
    news: newsOf(built.feed, entries.heads),
    listed,
    stale: built.stale,
  };
}

/** Where feeds are listed, one that is new, has nothing to read or is called otherwise shows at once. */
async function list(deps: PublishDeps, feedId: string, title: string | undefined): Promise<void> {
  await (title === undefined ? deps.feeds.removeListed(feedId) : deps.feeds.putListed({ feedId, title }));
  const { newsroom } = topicOf(feedId);
  const pages = newsroom === undefined ? [NETWORK_FEED] : [newsroom, NETWORK_FEED];
  await deps.prompts.send(
    'feeds',
    pages.map((each) => ({ prompt: 'index', newsroom: each })),
  );
}
