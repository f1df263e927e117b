import type { UrlPolicy } from '#domain/webhook/address.ts';
import type { AuditStore } from '#ports/audit-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { FeedStore } from '#ports/feed-store.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import type { IdempotencyStore } from '#ports/idempotency-store.ts';
import type { JobStore } from '#ports/job-store.ts';
import type { Keyring } from '#ports/keyring.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { QueueDesk } from '#ports/queue-desk.ts';
import type { ReleaseStore } from '#ports/release-store.ts';
import type { SubscriptionStore } from '#ports/subscription-store.ts';
import type { UploadForms } from '#ports/upload-forms.ts';

/** What the API needs; `drop` takes command objects and gives receipts. */
export type ApiDeps = {
  clock: Clock;
  audit: AuditStore;
  /** One of the console's files, by its name. */
  consoleFile: (name: string) => Promise<string>;
  due: Pick<DueStore, 'listDue'>;
  drop: Pick<ObjectStore, 'get' | 'head' | 'put'>;
  /** Forms that put files into the drop bucket. */
  forms: UploadForms;
  idempotency: IdempotencyStore;
  feeds: Pick<FeedStore, 'listPointers'>;
  holders: Pick<HolderStore, 'getHolder' | 'listHolders' | 'listDeliveries' | 'getDelivery' | 'listAttempts'>;
  jobs: JobStore;
  keyring: Keyring;
  newsrooms: NewsroomStore;
  partners: PartnerStore;
  prompts: Prompts;
  queues: QueueDesk;
  releases: Pick<ReleaseStore, 'getHead' | 'getHeads' | 'getVersion'>;
  subscriptions: SubscriptionStore;
  urlPolicy: UrlPolicy;
  random: {
    /** 256 random bits, base64url. */
    token: () => string;
    /** 16 hexadecimal digits. */
    id: () => string;
  };
  /** Told of what nobody expected; the caller is told nothing of it. */
  onBug: (error: unknown, requestId: string) => void;
};
