import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import type { JobStore } from '#ports/job-store.ts';
import type { Keyring } from '#ports/keyring.ts';
import type { Mailer } from '#ports/mailer.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import type { WebhookSender } from '#ports/webhook-sender.ts';
import type { EndpointSlots } from './endpoint-slots.ts';
import type { AttemptToLog } from './log-attempt.ts';

export type DeliverDeps = {
  clock: Clock;
  due: Pick<DueStore, 'putDue'>;
  feeds: Pick<FeedStore, 'listPointers'>;
  holders: Pick<
    HolderStore,
    | 'getHolder'
    | 'listHolders'
    | 'putHolder'
    | 'removeHolder'
    | 'putParked'
    | 'listParked'
    | 'removeParked'
    | 'putDelivery'
    | 'getDelivery'
    | 'listDeliveries'
    | 'putAttempt'
  >;
  jobs: JobStore;
  keyring: Keyring;
  newsrooms: Pick<NewsroomStore, 'getNewsroom' | 'getReceipt' | 'wasMailed' | 'putMailed'>;
  /** To partners whose endpoints fail or were removed; to newsrooms about their receipts. */
  mailer: Mailer;
  partners: Pick<
    PartnerStore,
    | 'getPartner'
    | 'getEndpoint'
    | 'listEndpoints'
    | 'putEndpoint'
    | 'getFormerEndpoint'
    | 'getHealth'
    | 'putHealth'
  >;
  prompts: Prompts;
  releases: Pick<ReleaseStore, 'getHead' | 'getVersion'>;
  sender: WebhookSender;
  /** The public bucket. */
  site: Pick<ObjectStore, 'get' | 'head'>;
  subscriptions: Pick<
    SubscriptionStore,
    | 'getSubscription'
    | 'listSubscriptions'
    | 'putSubscription'
    | 'removeSubscription'
    | 'putPlace'
    | 'removePlace'
  >;
  /** Whether the public bucket holds an immutable document. */
  isVersionPublic: (key: string) => Promise<boolean>;
  slots: EndpointSlots;
  /** Counts each request that was sent for a release, by what its delivery is after it. */
  countAttempt: (state: AttemptToLog['state']) => void;
  /** Counts a partner that may hold what must not be used any more and was not told (alarm at > 0). */
  countUnreachable: (endpointId: string) => void;
  /** Without a slash at its end. */
  siteUrl: string;
};
