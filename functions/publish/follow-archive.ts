import { ARCHIVE_SIZE, decideArchiving, type FeedPlace } from '#domain/feed/archive.ts';
import type { FeedPointer, FeedState } from '#domain/feed/feed-entry.ts';
import { archiveFeed } from '#domain/feed/feed-id.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { Asked } from './bring-up-to-date.ts';
import { publishArchive } from './publish-archive.ts';
import type { PublishDeps } from './publish-deps.ts';

const LOOK_UPS = 8;

type ToFollow = {
  feedId: string;
  archive: FeedState['archive'];
  noRoomFrom: FeedPlace | undefined;
  members: readonly FeedPointer[];
  touched: readonly FeedPointer[];
  asked: Asked;
};

/**
 * Puts what the head document has no room for into the archive, in the order in which it arrives there, and builds the
 * documents in which something changed. Each step may be done again: where a release was once put, it stays.
 * `gate-failed` where a document did not come out: the head is not to move past what would stand nowhere.
 */
export async function followArchive(
  deps: PublishDeps,
  follow: ToFollow,
): Promise<FeedState['archive'] | 'gate-failed'> {
  const { feedId, archive } = follow;
  const { through, leaving, below } = decideArchiving({ ...follow, through: archive?.through });
  if (through === undefined) return undefined;
  const moved = [...leaving, ...below];
  if (moved.length === 0) return archive;
  const known = new Map<FeedPointer, number>();
  await forEachBounded(moved, LOOK_UPS, async (pointer) => {
    const archived = await deps.feeds.getArchived(feedId, pointer.releaseId);
    if (archived === undefined) return;
    await putInto(deps, pointer, feedId, archived.number);
    known.set(pointer, archived.number);
  });
  const arriving = moved.filter((pointer) => !known.has(pointer));
  const { number, held, changed } = await place(deps, feedId, archive?.number ?? 1, arriving);
  const toBuild = new Set([...known.values(), ...changed]);
  for (const each of [...toBuild].toSorted((a, b) => a - b)) {
    const document = { number: each, closed: each < number };
    const { result } = await publishArchive(deps, feedId, document, follow.asked);
    if (result === 'gate-failed') return result;
  }
  return { number, ...(held === 0 ? { empty: true } : {}), through };
}

/**
 * Gives each arriving release the newest document, which is closed as soon as it is full: the one after it is there from
 * then on, though empty, so that a closed document names it and need not change when it fills.
 */
async function place(
  deps: PublishDeps,
  feedId: string,
  from: number,
  arriving: readonly FeedPointer[],
): Promise<{ number: number; held: number; changed: ReadonlySet<number> }> {
  const changed = new Set<number>();
  let number = from;
  let held = await countOf(deps, feedId, number);
  const closeIfFull = async (): Promise<void> => {
    while (held >= ARCHIVE_SIZE) {
      changed.add(number).add(number + 1);
      number += 1;
      held = await countOf(deps, feedId, number);
    }
  };
  // A builder may have died before STATE that had filled some already.
  await closeIfFull();
  for (const pointer of arriving) {
    const { releaseId } = pointer;
    const written = await deps.feeds.putArchived({ feedId, releaseId, number });
    const archived = written === 'written' ? undefined : await deps.feeds.getArchived(feedId, releaseId);
    const taken = archived?.number ?? number;
    await putInto(deps, pointer, feedId, taken);
    if (taken === number) held += 1;
    changed.add(taken);
    await closeIfFull();
  }
  return { number, held, changed };
}

/** How many a document holds; one that is full may hold more, where releases were restored. */
async function countOf(deps: PublishDeps, feedId: string, number: number): Promise<number> {
  return (await deps.feeds.listPointers(archiveFeed(feedId, number), { limit: ARCHIVE_SIZE })).length;
}

async function putInto(
  deps: PublishDeps,
  pointer: FeedPointer,
  feedId: string,
  number: number,
): Promise<void> {
  await deps.feeds.putPointer({ ...pointer, feedId: archiveFeed(feedId, number) });
}
