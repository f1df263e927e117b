import { makeMemoryCursorStore } from '#adapters/memory/cursor-store.ts';
import { makeMemoryDropBucket } from '#adapters/memory/drop-bucket.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryEdge } from '#adapters/memory/edge.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryJobStore } from '#adapters/memory/job-store.ts';
import { makeMemoryKeyring } from '#adapters/memory/keyring.ts';
import { makeMemoryMailer } from '#adapters/memory/mailer.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPartnerStore } from '#adapters/memory/partner-store.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySubscriptionStore } from '#adapters/memory/subscription-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import type { Clock } from '#ports/clock.ts';

/** Table and buckets of one history; they keep true time. */
export function makeStores(clock: Clock) {
  return {
    cursors: makeMemoryCursorStore(),
    drop: makeMemoryDropBucket({ clock }),
    due: makeMemoryDueStore(),
    edge: makeMemoryEdge(),
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    jobs: makeMemoryJobStore(),
    keyring: makeMemoryKeyring(),
    mailer: makeMemoryMailer(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    receipts: makeMemoryObjectStore({ clock }),
    releases: makeMemoryReleaseStore(),
    site: makeMemoryObjectStore({ clock }),
    sources: makeMemorySourceStore(),
    subscriptions: makeMemorySubscriptionStore(),
  };
}

export type Stores = ReturnType<typeof makeStores>;
