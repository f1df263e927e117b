import type { Archived, FeedPointer, FeedState, ListedFeed } from '#domain/feed/feed-entry.ts';
import type { Written } from './written.ts';

/** Entries of feeds and the builders' memory; every read is strongly consistent. */
export type FeedStore = {
  /** Newest first public first, at most `limit`; `before` is a pointer to go on after. */
  listPointers(feedId: string, options: { limit: number; before?: FeedPointer }): Promise<FeedPointer[]>;
  /** Put if absent or if the stored `rev` ≤ this one's. */
  putPointer(pointer: FeedPointer): Promise<Written>;
  /** Removed only while its `rev` is this one's. */
  removePointer(pointer: FeedPointer): Promise<Written>;
  getState(feedId: string): Promise<FeedState | undefined>;
  getArchived(feedId: string, releaseId: string): Promise<Archived | undefined>;
  /** Put if absent. */
  putArchived(archived: Archived): Promise<Written>;
  /** By id; only those whose id begins so, where something is given. */
  listFeeds(prefix?: string): Promise<ListedFeed[]>;
  putListed(feed: ListedFeed): Promise<void>;
  removeListed(feedId: string): Promise<void>;
  putState(state: FeedState, expectedRev: number): Promise<Written>;
};
