import { FIRST_PLACE, newestArchive } from '#domain/feed/archive.ts';
import { MAX_ENTRIES } from '#domain/feed/build-feed.ts';
import { archiveOf, isArchived, NETWORK_FEED, touchedFeed } from '#domain/feed/feed-id.ts';
import { topicOf } from '#domain/feed/feed-topic.ts';
import { newsOf } from '#domain/feed/news-of.ts';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { FEED_FORMATS, feedKey, topicKey } from '#domain/site/paths.ts';
import { builtFeed, rendered } from './build-feed-documents.ts';
import { bringUpToDate, type Asked, type Build, type Outcome, type Shown } from './bring-up-to-date.ts';
import { indexDocument } from './index-document.ts';
import { followArchive } from './follow-archive.ts';
import { publishArchive } from './publish-archive.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readNotices } from './read-notices.ts';
import { readEntries } from './read-entries.ts';

/** How many changed releases one build looks up in the archive; another build follows for the rest. */
const MAX_TOUCHED = 200;

/** Makes the documents of a feed follow its entries (SEMANTICS, "publish, for a feed"), and its archive before them. */
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
  let written = 0;
  // What the first build took for seen is no short cut for the next.
  for (let next = asked; ; next = { ...asked, sentAtMs: Number.POSITIVE_INFINITY }) {
    let noted = 0;
    const build = async (before: Shown) => {
      // Before the entries: whatever changes later leaves another note.
      const touched = await deps.feeds.listPointers(touchedFeed(feedId), { limit: MAX_TOUCHED });
      noted = touched.length;
      return buildWithArchive(deps, before, { feedId, touched, asked });
    };
    const outcome = await bringUpToDate(deps, { ...target, build }, next);
    written += outcome.written;
    if (outcome.result !== 'built' || noted < MAX_TOUCHED) return { ...outcome, written };
  }
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

async function buildWithArchive(
  deps: PublishDeps,
  before: Shown,
  { feedId, touched, asked }: { feedId: string; touched: readonly FeedPointer[]; asked: Asked },
): Promise<Build | undefined> {
  const through = before.archive?.through;
  const newest = await readEntries(deps, feedId, { through: through ?? FIRST_PLACE });
  const told = await readNotices(deps, feedId);
  const entries = { ...newest, heads: [...newest.heads, ...told.heads] };
  const facts = { feedId, entries, shown: before, notices: told.notices };
  const first = await builtFeed(deps, facts);
  const archive = await followArchive(deps, {
    feedId,
    archive: before.archive,
    noRoomFrom: first.noRoomFrom,
    members: first.members,
    touched,
    asked,
  });
  if (archive === 'gate-failed') return undefined;
  const built =
    newestArchive(archive) === newestArchive(before.archive)
      ? first
      : await builtFeed(deps, { ...facts, olderArchive: newestArchive(archive) });
  const documents = rendered(deps, built);
  return (
    documents && {
      documents,
      updatedAt: built.feed.updatedAt,
      news: newsOf(built.feed, entries.heads),
      archive,
      stale: [...built.stale, ...touched, ...told.ended],
    }
  );
}
