import { ARCHIVE_SIZE, DOCUMENTS_A_BUILD, FIRST_PLACE, newestArchive } from '#domain/feed/archive.ts';
import { MAX_ENTRIES } from '#domain/feed/build-feed.ts';
import { NETWORK_FEED, touchedFeed } from '#domain/feed/feed-id.ts';
import { topicOf } from '#domain/feed/feed-topic.ts';
import { membershipOf } from '#domain/feed/membership.ts';
import { newsOf } from '#domain/feed/news-of.ts';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { builtFeed, rendered } from './build-feed-documents.ts';
import {
  bringUpToDate,
  type Asked,
  type Build,
  type Outcome,
  type Shown,
  type Target,
} from './bring-up-to-date.ts';
import { followArchive } from './follow-archive.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readBacklog } from './read-backlog.ts';
import { readNotices } from './read-notices.ts';
import { readEntries } from './read-entries.ts';

/** How many notes of changed releases one build reads. */
const MAX_TOUCHED = 1_000;
/** How many releases one build may archive; it reads no more than these and what the head shows. */
const ARCHIVED_AT_ONCE = DOCUMENTS_A_BUILD * ARCHIVE_SIZE;

type Asking = { feedId: string; asked: Asked };

/**
 * Makes the documents of a feed with an archive follow its entries, and its archive before them. One build does only so
 * much of what is to be archived or has changed there, oldest first; the clock asks for another one that goes on.
 */
export async function publishArchivedFeed(
  deps: PublishDeps,
  target: Omit<Target, 'build'>,
  asked: Asked,
): Promise<Outcome> {
  const feedId = target.stateId;
  let goesOn = false;
  let isNamedAnew = false;
  const build = async (before: Shown): Promise<Build | undefined> => {
    const built = await buildWithArchive(deps, before, { feedId, asked });
    goesOn = built?.more === true;
    isNamedAnew = newestArchive(built?.build.archive) !== newestArchive(before.archive);
    return built?.build;
  };
  const outcome = await bringUpToDate(deps, { ...target, build }, asked);
  if (outcome.result !== 'built') return outcome;
  // Its builder may have died after STATE and before it asked.
  if (isNamedAnew || asked.repeated === true) await askForIndex(deps, feedId);
  if (goesOn) await goOnLater(deps, feedId);
  return outcome;
}

/** After STATE, which the index page reads: until then it names the archive document that was the newest before. */
async function askForIndex(deps: PublishDeps, feedId: string): Promise<void> {
  const { newsroom = NETWORK_FEED } = topicOf(feedId);
  await deps.prompts.send('feeds', [{ prompt: 'index', newsroom }]);
}

/** By the clock: Lambda cuts off a function that prompts itself many times in a row. What is left is no news. */
async function goOnLater(deps: PublishDeps, feedId: string): Promise<void> {
  const prompt = { prompt: 'feed', feedId, quiet: true } as const;
  const dueAt = new Date(deps.clock.now()).toISOString();
  await deps.due.putDue({ dueAt, kind: 'feed', id: feedId, n: '1', queue: 'feeds', prompt });
}

async function buildWithArchive(
  deps: PublishDeps,
  before: Shown,
  { feedId, asked }: Asking,
): Promise<{ build: Build; more: boolean } | undefined> {
  // Before the entries: whatever changes later leaves another note.
  const touched = await deps.feeds.listPointers(touchedFeed(feedId), { limit: MAX_TOUCHED });
  const through = before.archive?.through ?? FIRST_PLACE;
  const wanted = MAX_ENTRIES + ARCHIVED_AT_ONCE;
  const { beyond, ...newest } = await readEntries(deps, feedId, { through, wanted });
  const older = await readOlder(deps, feedId, { through, before: beyond });
  const told = await readNotices(deps, feedId);
  const entries = { ...newest, heads: [...newest.heads, ...told.heads] };
  const facts = { feedId, entries, shown: before, notices: told.notices };
  const first = await builtFeed(deps, facts);
  const followed = await followArchive(deps, {
    feedId,
    archive: before.archive,
    noRoomFrom: older.last ?? first.noRoomFrom,
    members: [...first.members, ...older.members],
    touched: takenBackFirst(touched, told.notices),
    asked,
  });
  if (followed === 'gate-failed') return undefined;
  const { archive, left, more } = followed;
  const built =
    newestArchive(archive) === newestArchive(before.archive)
      ? first
      : await builtFeed(deps, { ...facts, olderArchive: newestArchive(archive) });
  const documents = rendered(deps, built);
  if (documents === undefined) return undefined;
  const done = touched.filter((pointer) => !left.has(pointer));
  return {
    build: {
      documents,
      updatedAt: built.feed.updatedAt,
      news: newsOf(built.feed, entries.heads),
      archive,
      stale: [...built.stale, ...older.stale, ...done, ...told.ended],
    },
    more: more || older.last !== undefined || left.size > 0 || touched.length === MAX_TOUCHED,
  };
}

/** Where more is to be archived than one build can: the oldest of it, and nothing where there is not so much. */
async function readOlder(
  deps: PublishDeps,
  feedId: string,
  { through, before }: { through: typeof FIRST_PLACE; before: FeedPointer | undefined },
): Promise<{ members: FeedPointer[]; stale: FeedPointer[]; last: FeedPointer | undefined }> {
  if (before === undefined) return { members: [], stale: [], last: undefined };
  const wanted = ARCHIVED_AT_ONCE;
  const { pointers, heads } = await readBacklog(deps, feedId, { through, before, wanted });
  const byId = new Map(heads.map((head) => [head.releaseId, head]));
  const are = (is: 'entry' | 'stale'): FeedPointer[] =>
    pointers.filter((pointer) => membershipOf(pointer, byId.get(pointer.releaseId)).is === is);
  return { members: are('entry'), stale: are('stale'), last: pointers.at(-1) };
}

/** What was withdrawn or killed leaves its document before anything else is looked after. */
function takenBackFirst(
  touched: readonly FeedPointer[],
  notices: readonly FeedPointer[],
): readonly FeedPointer[] {
  const takenBack = new Set(notices.map(({ releaseId }) => releaseId));
  const rank = ({ releaseId }: FeedPointer): number => (takenBack.has(releaseId) ? 0 : 1);
  return touched.toSorted((a, b) => rank(a) - rank(b));
}
