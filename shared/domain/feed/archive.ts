import type { FeedPointer, FeedState } from './feed-entry.ts';

/** How many entries an archive document holds. */
export const ARCHIVE_SIZE = 100;

/** How many documents one build fills, or looks after since something in them changed; another one goes on. */
export const DOCUMENTS_A_BUILD = 5;

/** A place in the order of a feed. */
export type FeedPlace = { firstPublicAt: string; releaseId: string };

/** Before every entry that there can be. */
export const FIRST_PLACE: FeedPlace = { firstPublicAt: '0000-01-01T00:00:00Z', releaseId: '' };

export type Archiving = {
  /** The newest place that is archived: whatever is newer stands in the head document. */
  through: FeedPlace | undefined;
  /** Pointers that leave the head now, oldest first. */
  leaving: FeedPointer[];
  /** Changed releases whose place lies in the archive: their document follows, or they arrive there late. */
  below: FeedPointer[];
  /** Whether more would leave than one build moves. */
  more: boolean;
};

/**
 * Which entries the archive takes over from the head document. Whatever once lay behind the head stays in the
 * archive, though the head gets shorter, so that every release stands in one of both and no document is shuffled.
 */
export function decideArchiving(facts: {
  through: FeedPlace | undefined;
  /** The newest place that the head document has no room for. */
  noRoomFrom: FeedPlace | undefined;
  /** Every pointer after `through` that counts, in any order. */
  members: readonly FeedPointer[];
  touched: readonly FeedPointer[];
}): Archiving {
  const { through, noRoomFrom, members, touched } = facts;
  const next = noRoomFrom ?? through;
  if (next === undefined) return { through, leaving: [], below: [], more: false };
  const all = inOrder(members.filter((pointer) => isAfter(pointer, through) && !isAfter(pointer, next)));
  const leaving = all.slice(0, DOCUMENTS_A_BUILD * ARCHIVE_SIZE);
  const more = leaving.length < all.length;
  const reached = (more ? leaving.at(-1) : undefined) ?? next;
  const names = new Set(leaving.map(({ releaseId }) => releaseId));
  return {
    through: { firstPublicAt: reached.firstPublicAt, releaseId: reached.releaseId },
    leaving,
    below: touched.filter((pointer) => !isAfter(pointer, reached) && !names.has(pointer.releaseId)),
    more,
  };
}

/**
 * Which of the changed releases one build looks after: those that stand in the first few documents, and of those that
 * arrive late as many as fill so many.
 */
export function withinOneBuild(
  below: readonly FeedPointer[],
  numberOf: (pointer: FeedPointer) => number | undefined,
): { now: FeedPointer[]; left: ReadonlySet<FeedPointer> } {
  const numbers = new Set<number>();
  let late = 0;
  const now = below.filter((pointer) => {
    const number = numberOf(pointer);
    if (number === undefined) return (late += 1) <= DOCUMENTS_A_BUILD * ARCHIVE_SIZE;
    if (numbers.size < DOCUMENTS_A_BUILD) numbers.add(number);
    return numbers.has(number);
  });
  const looked = new Set(now);
  return { now, left: new Set(below.filter((pointer) => !looked.has(pointer))) };
}

/** Oldest first, as a feed's places go. */
export function inOrder<T extends FeedPlace>(places: readonly T[]): T[] {
  return places.toSorted((a, b) => (isAfter(a, b) ? 1 : -1));
}

/**
 * The newest archive document that holds anything, for whoever looks for older releases: the one that follows a full
 * document stands empty until the next release leaves the head.
 */
export function newestArchive(archive: FeedState['archive']): number | undefined {
  if (archive === undefined) return undefined;
  const number = archive.empty === true ? archive.number - 1 : archive.number;
  return number === 0 ? undefined : number;
}

/** Whether a place comes after another one, that is, nearer to the top of the feed; after nothing is everything. */
export function isAfter(place: FeedPlace, other: FeedPlace | undefined): boolean {
  if (other === undefined) return true;
  const order = Date.parse(place.firstPublicAt) - Date.parse(other.firstPublicAt);
  return order === 0 ? place.releaseId > other.releaseId : order > 0;
}
