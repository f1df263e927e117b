import type { FeedPointer, FeedState } from './feed-entry.ts';

/** How many entries an archive document holds. */
export const ARCHIVE_SIZE = 100;

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
  if (next === undefined) return { through, leaving: [], below: [] };
  const leaving = members.filter((pointer) => isAfter(pointer, through) && !isAfter(pointer, next));
  const names = new Set(leaving.map(({ releaseId }) => releaseId));
  return {
    through: next,
    leaving: leaving.toSorted((a, b) => (isAfter(a, b) ? 1 : -1)),
    below: touched.filter((pointer) => !isAfter(pointer, next) && !names.has(pointer.releaseId)),
  };
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
