import type { FeedState } from '#domain/feed/feed-entry.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { Faults } from '../engine/faults.ts';

/** A prompt as another deployment sends it: with a member that this one does not know. */
export function aged<T extends object>(prompt: T): T & { sentBy: string } {
  return { ...prompt, sentBy: 'another deployment' };
}

/** Items as an earlier deployment wrote them: without what was added since. */
export function agedFeeds(feeds: FeedStore, faults: Faults): FeedStore {
  return {
    ...feeds,
    async getState(feedId) {
      const state = await feeds.getState(feedId);
      return state !== undefined && faults.strikes('old-item-shape') ? withoutDigests(state) : state;
    },
  };
}

function withoutDigests({ digests: _digests, ...state }: FeedState): FeedState {
  return state;
}
