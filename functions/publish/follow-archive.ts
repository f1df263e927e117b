import {
  ARCHIVE_SIZE,
  decideArchiving,
  isAfter,
  withinOneBuild,
  type Archiving,
  type FeedPlace,
} from '#domain/feed/archive.ts';
import { decideFilling } from '#domain/feed/decide-filling.ts';
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

type Followed = Pick<Archiving, 'more'> & {
  archive: FeedState['archive'];
  /** Changed releases that another build is to look after. */
  left: ReadonlySet<FeedPointer>;
};

/**
 * Puts what the head document has no room for into the archive, in the order in which it arrives there, and builds the
 * documents in which something changed. Each step may be done again: where a release was once put, it stays.
 * `gate-failed` where a document did not come out: the head is not to move past what would stand nowhere.
 */
export async function followArchive(deps: PublishDeps, follow: ToFollow): Promise<Followed | 'gate-failed'> {
  const { feedId, archive } = follow;
  const { through, leaving, below, more } = decideArchiving({ ...follow, through: archive?.through });
  const moves = leaving.length + below.length > 0;
  if (through === undefined || (!moves && !isAfter(through, archive?.through))) {
    return { archive, left: new Set(), more };
  }
  const known = await numbersOf(deps, feedId, [...leaving, ...below]);
  const { now, left } = withinOneBuild(below, (pointer) => known.get(pointer));
  const moved = [...leaving, ...now];
  const toBuild = new Set<number>();
  for (const pointer of moved) {
    const number = known.get(pointer);
    if (number === undefined) continue;
    await putInto(deps, pointer, feedId, number);
    toBuild.add(number);
  }
  const arriving = moved.filter((pointer) => !known.has(pointer));
  const from = archive?.number ?? 1;
  const held = await heldFrom(deps, feedId, { from, arriving: arriving.length });
  const { places, number, isEmpty, changed } = decideFilling({ from, held, arriving });
  for (const { pointer, number: given } of places) {
    toBuild.add(await give(deps, pointer, feedId, given));
  }
  for (const each of [...new Set([...toBuild, ...changed])].toSorted((a, b) => a - b)) {
    const document = { number: each, closed: each < number };
    const { result } = await publishArchive(deps, feedId, document, follow.asked);
    if (result === 'gate-failed') return result;
  }
  return { archive: { number, ...(isEmpty ? { empty: true } : {}), through }, left, more };
}

/** In which documents releases stand that were once archived. */
async function numbersOf(
  deps: PublishDeps,
  feedId: string,
  pointers: readonly FeedPointer[],
): Promise<Map<FeedPointer, number>> {
  const known = new Map<FeedPointer, number>();
  await forEachBounded(pointers, LOOK_UPS, async (pointer) => {
    const archived = await deps.feeds.getArchived(feedId, pointer.releaseId);
    if (archived !== undefined) known.set(pointer, archived.number);
  });
  return known;
}

/** How many each document from the newest on holds, as far as the arriving ones may come; a full one may hold more. */
async function heldFrom(
  deps: PublishDeps,
  feedId: string,
  { from, arriving }: { from: number; arriving: number },
): Promise<number[]> {
  const held: number[] = [];
  let room = 0;
  while (room <= arriving) {
    const list = archiveFeed(feedId, from + held.length);
    const { length } = await deps.feeds.listPointers(list, { limit: ARCHIVE_SIZE });
    held.push(length);
    room += ARCHIVE_SIZE - length;
  }
  return held;
}

/** The document that a release stands in from then on: another one, where another builder was first. */
async function give(
  deps: PublishDeps,
  pointer: FeedPointer,
  feedId: string,
  number: number,
): Promise<number> {
  const { releaseId } = pointer;
  const written = await deps.feeds.putArchived({ feedId, releaseId, number });
  const archived = written === 'written' ? undefined : await deps.feeds.getArchived(feedId, releaseId);
  const taken = archived?.number ?? number;
  await putInto(deps, pointer, feedId, taken);
  return taken;
}

async function putInto(
  deps: PublishDeps,
  pointer: FeedPointer,
  feedId: string,
  number: number,
): Promise<void> {
  await deps.feeds.putPointer({ ...pointer, feedId: archiveFeed(feedId, number) });
}
