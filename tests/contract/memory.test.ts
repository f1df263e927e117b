import { describe } from 'vitest';
import { makeMemoryAuditStore } from '#adapters/memory/audit-store.ts';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryCursorStore } from '#adapters/memory/cursor-store.ts';
import { makeMemoryDropBucket } from '#adapters/memory/drop-bucket.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryEdge } from '#adapters/memory/edge.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryIdempotencyStore } from '#adapters/memory/idempotency-store.ts';
import { makeMemoryJobStore } from '#adapters/memory/job-store.ts';
import { makeMemoryKeyring } from '#adapters/memory/keyring.ts';
import { makeMemoryEventBus } from '#adapters/memory/event-bus.ts';
import { makeMemoryMailer } from '#adapters/memory/mailer.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPartnerStore } from '#adapters/memory/partner-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryQueueDesk } from '#adapters/memory/queue-desk.ts';
import { makeMemoryReleaseIndex } from '#adapters/memory/release-index.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { makeMemorySubscriptionStore } from '#adapters/memory/subscription-store.ts';
import { makeMemoryUploadForms } from '#adapters/memory/upload-forms.ts';
import { makeMemoryWebhookSender, type Peer } from '#adapters/memory/webhook-sender.ts';
import { auditStoreContract } from './audit-store.contract.ts';
import { cursorStoreContract } from './cursor-store.contract.ts';
import { dropBucketContract } from './drop-bucket.contract.ts';
import { dueStoreContract } from './due-store.contract.ts';
import { edgeContract } from './edge.contract.ts';
import { feedStoreContract } from './feed-store.contract.ts';
import { holderStoreContract } from './holder-store.contract.ts';
import { idempotencyStoreContract } from './idempotency-store.contract.ts';
import { jobStoreContract } from './job-store.contract.ts';
import { CONTRACT_ROOTS, keyringContract } from './keyring.contract.ts';
import { eventBusContract } from './event-bus.contract.ts';
import { mailerContract } from './mailer.contract.ts';
import { newsroomStoreContract } from './newsroom-store.contract.ts';
import { objectStoreContract } from './object-store.contract.ts';
import { partnerStoreContract } from './partner-store.contract.ts';
import { promptsContract } from './prompts.contract.ts';
import { queueDeskContract } from './queue-desk.contract.ts';
import { releaseIndexContract } from './release-index.contract.ts';
import { releaseStoreContract } from './release-store.contract.ts';
import { sourceStoreContract } from './source-store.contract.ts';
import { subscriptionStoreContract } from './subscription-store.contract.ts';
import { uploadFormsContract } from './upload-forms.contract.ts';
import { webhookSenderContract, type Came, type ContractPeer } from './webhook-sender.contract.ts';

const clock = makeMemoryClock(Date.UTC(2025, 0, 14, 2, 4, 11));

describe('in memory', () => {
  auditStoreContract({ make: makeMemoryAuditStore });
  cursorStoreContract({ make: makeMemoryCursorStore });
  dueStoreContract({ make: makeMemoryDueStore });
  feedStoreContract({ make: makeMemoryFeedStore });
  holderStoreContract({ make: makeMemoryHolderStore });
  edgeContract({
    make() {
      const edge = makeMemoryEdge();
      return { edge, forgotten: async () => [...edge.invalidated.values()] };
    },
  });
  idempotencyStoreContract({ make: makeMemoryIdempotencyStore });
  uploadFormsContract({
    make: () => ({ forms: makeMemoryUploadForms({ clock }), nowMs: () => clock.now() }),
  });
  jobStoreContract({ make: makeMemoryJobStore });
  webhookSenderContract({ make: makeSenderInMemory });
  eventBusContract({
    make() {
      const bus = makeMemoryEventBus();
      return { bus, told: () => bus.events };
    },
  });
  mailerContract({
    make() {
      const mailer = makeMemoryMailer();
      return { mailer, sent: () => mailer.sent };
    },
  });
  newsroomStoreContract({ make: makeMemoryNewsroomStore });
  partnerStoreContract({ make: makeMemoryPartnerStore });
  releaseStoreContract({ make: makeMemoryReleaseStore });
  releaseIndexContract({
    make() {
      const ids: string[] = [];
      return {
        index: makeMemoryReleaseIndex(() => ids),
        fill: async (more) => {
          ids.push(...more);
        },
      };
    },
  });
  sourceStoreContract({ make: makeMemorySourceStore });
  subscriptionStoreContract({ make: makeMemorySubscriptionStore });
  objectStoreContract({ make: () => makeMemoryObjectStore({ clock }) });
  dropBucketContract({
    make() {
      const bucket = makeMemoryDropBucket({ clock });
      return {
        bucket,
        put: async (key, body) => bucket.put(key, body).versionId,
        remove: async (key) => bucket.remove(key).versionId,
        removeVersion: async (key, versionId) => bucket.removeVersion(key, versionId),
      };
    },
  });
  promptsContract({
    make() {
      const prompts = makeMemoryPrompts({ clock });
      return { prompts, received: async (queue) => prompts.take(queue).map(({ prompt }) => prompt) };
    },
  });
  queueDeskContract({
    make() {
      const desk = makeMemoryQueueDesk(['bulk']);
      desk.set('bulk', { waiting: 1, delayed: 1, dead: 2 });
      return desk;
    },
  });
  keyringContract({
    make: () =>
      makeMemoryKeyring(
        CONTRACT_ROOTS.toReversed().map(({ id, secret }) => ({
          id,
          secret: new TextEncoder().encode(secret),
        })),
      ),
  });
});

function makeSenderInMemory() {
  const peers = new Map<string, Peer>();
  const came: Came[] = [];
  return {
    sender: makeMemoryWebhookSender((url) => peers.get(url)),
    came: () => came,
    async peer(behaviour: ContractPeer) {
      const url = `https://peer-${peers.size}.example/hook`;
      if (behaviour !== 'is not there') peers.set(url, peerThat(behaviour, came));
      return url;
    },
  };
}

function peerThat(behaviour: Exclude<ContractPeer, 'is not there'>, came: Came[]): Peer {
  return ({ method, url, headers, body }) => {
    came.push({ method, path: new URL(url).pathname, headers, body });
    if (behaviour === 'hangs') return { kind: 'timed-out', phase: 'headers', detail: '', durationMs: 1 };
    if (behaviour === 'hangs up') return { kind: 'broken', detail: '', durationMs: 1 };
    const answered = Object.entries(behaviour.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    return {
      kind: 'response',
      status: behaviour.answers,
      headers: Object.fromEntries(answered) as Record<string, string>,
      body: behaviour.body ?? '',
      truncated: false,
      durationMs: 1,
    };
  };
}
