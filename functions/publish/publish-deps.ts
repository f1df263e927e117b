import type { EntryMemory } from '#domain/feed/entry-memory.ts';
import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import type { ContentMemory } from './content-memory.ts';

/** What publish tells operators; texts of releases are never in it. */
export type PublishEvent =
  | { event: 'quarantined'; feedId: string; releaseId: string; fault: string }
  | { event: 'gate-failed'; feedId: string; problem: string }
  | { event: 'content-missing'; feedId: string; releaseId: string }
  | { event: 'repaired'; name: string; documents: number };

export type PublishDeps = {
  /** For what a time makes old by itself: the news sitemap, the status. */
  clock: Clock;
  feeds: FeedStore;
  releases: ReleaseStore;
  newsrooms: NewsroomStore;
  prompts: Prompts;
  /** For what one build does not get done. */
  due: Pick<DueStore, 'putDue'>;
  /** WebSub's: whether a document has subscribers at all. */
  subscriptions: Pick<SubscriptionStore, 'listSubscriptions'>;
  /** The public bucket. */
  site: ObjectStore;
  contents: ContentMemory;
  entries: EntryMemory;
  /** Without a slash at its end. */
  siteUrl: string;
  networkName: string;
  report: (event: PublishEvent) => void;
};
