import { ARCHIVE_SIZE, decideArchiving, type FeedPlace } from '#domain/feed/archive.ts';
import type { FeedPointer, FeedState } from '#domain/feed/feed-entry.ts';
import { archiveFeed } from '#domain/feed/feed-id.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { Asked } from './bring-up-to-date.ts';
import { publishArchive } from './publish-archive.ts';
import type { PublishDeps } from './publish-deps.ts';

/** More pointers than a document holds, in case two builders filled the same one at a time. */
const LISTED = 2 * ARCHIVE_SIZE;

const LOOK_UPS = 8;

type ToFollow = {
  feedId: string;
  /** The newest document so far. */
  number: number;
  through: FeedPlace | undefined;
  noRoomFrom: FeedPlace | undefined;
  members: readonly FeedPointer[];
  touched: readonly FeedPointer[];
  asked: Asked;
};

/**
 * Puts what the head document has no room for into the archive, in the order in which it arrives there, and builds the
 * documents in which something changed. Each step may be done again: where a release was once put, it stays.
 */
export async function followArchive(deps: PublishDeps, follow: ToFollow): Promise<FeedState['archive']> {
  const { through, leaving, below } = decideArchiving(follow);
  if (through === undefined) return undefined;
  const changed = new Set<number>();
  const { feedId } = follow;
  const known = new Map<FeedPointer, number>();
  await forEachBounded([...leaving, ...below], LOOK_UPS, async (pointer) => {
    const archived = await deps.feeds.getArchived(feedId, pointer.releaseId);
    if (archived === undefined) return;
    await putInto(deps, pointer, feedId, archived.number);
    known.set(pointer, archived.number);
    changed.add(archived.number);
  });
  const arriving = [...leaving, ...below].filter((pointer) => !known.has(pointer));
  const number = await place(deps, follow, arriving, changed);
  for (const each of [...changed].toSorted((a, b) => a - b)) {
    await publishArchive(deps, feedId, each, follow.asked);
  }
  return { number, through };
}

/** Gives each arriving release its document, the newest that has room; gives the number of the newest. */
async function place(
  deps: PublishDeps,
  { feedId, number: newest }: ToFollow,
  arriving: readonly FeedPointer[],
  changed: Set<number>,
): Promise<number> {
  let number = newest;
  let held = arriving.length === 0 ? 0 : await countOf(deps, feedId, number);
  for (const pointer of arriving) {
    while (held >= ARCHIVE_SIZE) {
      number += 1;
      held = await countOf(deps, feedId, number);
    }
    const { releaseId } = pointer;
    const written = await deps.feeds.putArchived({ feedId, releaseId, number });
    const archived = written === 'written' ? undefined : await deps.feeds.getArchived(feedId, releaseId);
    const taken = archived?.number ?? number;
    await putInto(deps, pointer, feedId, taken);
    if (taken === number) held += 1;
    changed.add(taken);
  }
  return number;
}

async function countOf(deps: PublishDeps, feedId: string, number: number): Promise<number> {
  return (await deps.feeds.listPointers(archiveFeed(feedId, number), { limit: LISTED })).length;
}

async function putInto(
  deps: PublishDeps,
  pointer: FeedPointer,
  feedId: string,
  number: number,
): Promise<void> {
  await deps.feeds.putPointer({ ...pointer, feedId: archiveFeed(feedId, number) });
}
