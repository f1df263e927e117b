import {
  archivedSchema,
  feedPointerSchema,
  listedFeedSchema,
  feedStateSchema,
} from '#domain/feed/feed-entry.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { archivedKey, feedPk, feedStateKey, listedFeedKey, LISTED_FEEDS, pointerKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** FEED items in the table. */
export function makeDynamoFeedStore({ table }: { table: Table }): FeedStore {
  return {
    listPointers: (feedId, { limit, before }) =>
      table.query(
        {
          pk: feedPk(feedId),
          below: (before ? pointerKey(before) : feedStateKey(feedId)).sk,
          descending: true,
          limit,
        },
        feedPointerSchema,
      ),
    putPointer: (pointer) => table.put(pointerKey(pointer), pointer, { revAtMost: pointer.rev }),
    removePointer: (pointer) => table.remove(pointerKey(pointer), { rev: pointer.rev }),
    getArchived: (feedId, releaseId) => table.get(archivedKey(feedId, releaseId), archivedSchema),
    putArchived: (archived) =>
      table.put(archivedKey(archived.feedId, archived.releaseId), archived, 'absent'),
    listFeeds: (prefix = '') =>
      table.query(
        { pk: LISTED_FEEDS, ...(prefix === '' ? {} : { from: prefix, below: `${prefix}\uFFFF` }) },
        listedFeedSchema,
      ),
    async putListed(feed) {
      await table.put(listedFeedKey(feed.feedId), feed);
    },
    async removeListed(feedId) {
      await table.remove(listedFeedKey(feedId));
    },
    getState: (feedId) => table.get(feedStateKey(feedId), feedStateSchema),
    async putState(state, expectedRev) {
      requireNextRev(state, expectedRev);
      return table.put(feedStateKey(state.feedId), state, { rev: expectedRev });
    },
  };
}
