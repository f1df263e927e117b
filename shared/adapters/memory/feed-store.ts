import type { Archived, FeedPointer, FeedState, ListedFeed } from '#domain/feed/feed-entry.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { ifAbsent, makeMemoryTable, onRev } from './memory-table.ts';

const STATE = 'STATE';
const FEEDS = 'FEEDS';

/** Feed pointers and states in memory. */
export function makeMemoryFeedStore(): FeedStore {
  const pointers = makeMemoryTable<FeedPointer>();
  const archived = makeMemoryTable<Archived>();
  const listed = makeMemoryTable<ListedFeed>();
  const states = makeMemoryTable<FeedState>();

  return {
    listPointers: async (feedId, { limit, before }) =>
      pointers.query(feedId, { descending: true, limit, ...(before ? { below: placeOf(before) } : {}) }),
    putPointer: async (pointer) =>
      pointers.put(
        pointer.feedId,
        placeOf(pointer),
        pointer,
        (stored) => stored === undefined || stored.rev <= pointer.rev,
      ),
    removePointer: async (pointer) =>
      pointers.remove(pointer.feedId, placeOf(pointer), (stored) => stored?.rev === pointer.rev),
    getArchived: async (feedId, releaseId) => archived.get(feedId, releaseId),
    putArchived: async (item) => archived.put(item.feedId, item.releaseId, item, ifAbsent),
    listFeeds: async (prefix = '') =>
      listed.query(FEEDS, prefix === '' ? {} : { from: prefix, below: `${prefix}\uFFFF` }),
    putListed: async (feed) => void listed.put(FEEDS, feed.feedId, feed),
    removeListed: async (feedId) => void listed.remove(FEEDS, feedId),
    getState: async (feedId) => states.get(feedId, STATE),
    async putState(state, expectedRev) {
      requireNextRev(state, expectedRev);
      return states.put(state.feedId, STATE, state, onRev(expectedRev));
    },
  };
}

function placeOf(pointer: FeedPointer): string {
  return `${pointer.firstPublicAt}#${pointer.releaseId}`;
}
