import { convertVersion } from '../../functions/convert/convert-version.ts';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryDropBucket } from '#adapters/memory/drop-bucket.ts';
import { makeMemoryEventBus } from '#adapters/memory/event-bus.ts';
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
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySubscriptionStore } from '#adapters/memory/subscription-store.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Due } from '#domain/prompt/due.ts';
import type { ConvertPrompt, FeedPrompt, QueueName, UploadPrompt } from '#domain/prompt/prompt.ts';
import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import { announce } from '../../functions/announce/announce.ts';
import { promptDue } from '../../functions/clock/prompt-due.ts';
import type { DeliverDeps } from '../../functions/deliver/deliver-deps.ts';
import { deliverPrompt } from '../../functions/deliver/deliver-prompt.ts';
import { makeEndpointSlots } from '../../functions/deliver/endpoint-slots.ts';
import { makePublicVersions } from '../../functions/deliver/public-versions.ts';
import type { IngestDeps } from '../../functions/ingest/ingest-deps.ts';
import { ingestPrompt } from '../../functions/ingest/ingest-prompt.ts';
import { makeContentMemory } from '../../functions/publish/content-memory.ts';
import { publishBatch } from '../../functions/publish/publish-batch.ts';
import type { PublishDeps } from '../../functions/publish/publish-deps.ts';
import type { WebhookRequest } from '#ports/webhook-sender.ts';
import { anEndpoint } from './an-endpoint.ts';
import { BLORA, HARBOUR } from './ingest-world.ts';

/** How far each stage's own clock is from the truth, in milliseconds. */
type Skew = Partial<Record<'ingest' | 'announce' | 'deliver' | 'publish' | 'clock', number>>;

type Message = { queue: QueueName; prompt: unknown; sentAtMs: number; visibleAtMs: number };
/** One thing that left the system, and when by the true clock; of a webhook also its event and version. */
export type Shown = { atMs: number; where: string; text: string; told?: string };

const QUEUES = [
  'uploads',
  'conversions',
  'changes',
  'feeds',
  'urgent',
  'deliveries',
  'bulk',
] as const satisfies QueueName[];
const FEEDS_DELAY_MS = 2_000;
const ANSWERED = {
  kind: 'response',
  status: 204,
  headers: {},
  body: '',
  truncated: false,
  durationMs: 5,
} as const;
export const WORLD_START = Date.parse('2026-03-01T08:00:00Z');

/** All stages on memory adapters: an author's hands, a clock that is moved, and everything that leaves the system. */
export async function makeWholeWorld(skew: Skew = {}) {
  const clock = makeMemoryClock(WORLD_START);
  const clockOf = (stage: keyof Skew): Clock => ({ now: () => clock.now() + (skew[stage] ?? 0) });
  const shown: Shown[] = [];
  const watched = (name: string): ObjectStore => {
    const store = makeMemoryObjectStore({ clock });
    return {
      ...store,
      async put(key, object, condition) {
        const answer = await store.put(key, object, condition);
        const text = typeof object.body === 'string' ? object.body : new TextDecoder().decode(object.body);
        if (answer.written === 'written') shown.push({ atMs: clock.now(), where: `${name}/${key}`, text });
        return answer;
      },
    };
  };
  const drop = makeMemoryDropBucket({ clock });
  const prompts = makeMemoryPrompts({ clock });
  const { due, nextTickMs } = makeWatchedDue();
  const site = watched('site');
  const stores = {
    edge: makeMemoryEdge(),
    jobs: makeMemoryJobStore(),
    mailer: makeMemoryMailer(),
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    releases: makeMemoryReleaseStore(),
    sources: makeMemorySourceStore(),
    subscriptions: makeMemorySubscriptionStore(),
  };
  await stores.newsrooms.putNewsroom(BLORA);
  await stores.newsrooms.putNewsroom(HARBOUR);
  const repairs: string[] = [];
  const unreachable: string[] = [];
  const shared = {
    due,
    prompts,
    siteUrl: 'https://site.example',
    countRepair: (what: string) => repairs.push(what),
    noteDwell: () => {},
  };
  const ingestDeps: IngestDeps = {
    ...stores,
    ...shared,
    clock: clockOf('ingest'),
    drop,
    receipts: watched('receipts'),
    site,
    network: 'presswire',
  };
  const publishDeps: PublishDeps = {
    clock: clockOf('publish'),
    prompts,
    due,
    ...stores,
    site,
    siteUrl: shared.siteUrl,
    contents: makeContentMemory(),
    entries: makeEntryMemory(),
    networkName: 'Example News',
    report: (event) => repairs.push(event.event),
  };
  const bus = makeMemoryEventBus();
  const announceDeps = {
    ...stores,
    bus,
    ...shared,
    clock: clockOf('announce'),
    countUnreachable: (endpointId: string) => unreachable.push(endpointId),
  };
  const deliverDeps: DeliverDeps = {
    ...stores,
    ...shared,
    clock: clockOf('deliver'),
    keyring: makeMemoryKeyring(),
    slots: makeEndpointSlots(),
    countAttempt: () => {},
    countUnreachable: (endpointId: string) => unreachable.push(endpointId),
    site,
    isVersionPublic: makePublicVersions(site),
    sender: {
      look: async () => ANSWERED,
      async post({ url, headers: sent, body }: WebhookRequest) {
        const told = `${sent['webhook-event-type']?.replace('release.', '')}@${sent['presswire-version']}`;
        shown.push({ atMs: clock.now(), where: url, text: body, told });
        return ANSWERED;
      },
    },
  };

  const handle = async ({ queue, prompt, sentAtMs }: Message): Promise<unknown> => {
    switch (queue) {
      case 'uploads':
        return ingestPrompt(ingestDeps, prompt as UploadPrompt, { firstReceivedMs: clock.now() });
      case 'conversions':
        return convertVersion({ drop, converted: ingestDeps.receipts, prompts }, prompt as ConvertPrompt);
      case 'changes':
        return announce(announceDeps, prompt as Parameters<typeof announce>[1]);
      case 'feeds': {
        const asked = { prompt: prompt as FeedPrompt, sentAtMs, firstReceivedAtMs: clock.now() };
        return publishBatch(publishDeps, [asked])(asked.prompt);
      }
      case 'urgent':
      case 'deliveries':
      case 'bulk':
        return deliverPrompt(deliverDeps, prompt as Parameters<typeof deliverPrompt>[1]);
      case 'uploadsDead':
        return undefined;
    }
  };

  let waiting: Message[] = [];
  const collect = (): void => {
    for (const queue of QUEUES)
      for (const { prompt, sentAtMs, visibleAtMs } of prompts.take(queue)) {
        const delayed = queue === 'feeds' ? sentAtMs + FEEDS_DELAY_MS : visibleAtMs;
        waiting.push({ queue, prompt, sentAtMs, visibleAtMs: delayed });
      }
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 500; round += 1) {
      collect();
      const ready = waiting.filter(({ visibleAtMs }) => visibleAtMs <= clock.now());
      if (ready.length === 0) return;
      waiting = waiting.filter(({ visibleAtMs }) => visibleAtMs > clock.now());
      for (const message of ready) await handle(message);
    }
    throw new Error('the queues never came to rest');
  };
  /** Time passes: messages as they become visible, a tick of the clock each minute in which something is due. */
  const pass = async (ms: number): Promise<void> => {
    const end = clock.now() + ms;
    await settle();
    while (clock.now() < end) {
      const minute = nextTickMs(clock.now());
      const times = waiting.map(({ visibleAtMs }) => visibleAtMs).filter((at) => at > clock.now());
      const next = Math.min(end, minute, ...times);
      clock.set(next);
      if (next === minute) await promptDue({ clock: clockOf('clock'), due, prompts });
      await settle();
    }
  };
  const event = (key: string): Promise<void> => prompts.send('uploads', [{ prompt: 'key', key }]);

  return {
    ...stores,
    announceDeps,
    events: bus.events,
    clock,
    deliverDeps,
    due,
    drop,
    event,
    ingestDeps,
    mails: stores.mailer.sent,
    pass,
    prompts,
    publishDeps,
    repairs,
    settle,
    shown,
    site,
    unreachable,
    /** Puts a file a second later, and lets everything follow for ten seconds. */
    put: async (key: string, body: string | Uint8Array): Promise<void> => {
      clock.advance(1_000);
      drop.put(key, body);
      await event(key);
      await pass(10_000);
    },
    remove: async (key: string): Promise<void> => {
      clock.advance(1_000);
      drop.remove(key);
      await event(key);
      await pass(10_000);
    },
    endpoint: async (changes: Partial<Endpoint> = {}): Promise<Endpoint> => {
      const endpoint = anEndpoint(changes);
      await stores.partners.putEndpoint(endpoint, 0);
      return endpoint;
    },
    changeEndpoint: async (endpointId: string, changes: Partial<Endpoint>): Promise<void> => {
      const stored = (await stores.partners.getEndpoint(endpointId))!;
      await stores.partners.putEndpoint({ ...stored, ...changes, rev: stored.rev + 1 }, stored.rev);
    },
    /** What an endpoint was sent, as `event@version`. */
    sentTo: (url: string): string[] =>
      shown.flatMap(({ where, told }) => (where === url && told !== undefined ? [told] : [])),
    receipt: async (path: string) => {
      const object = await ingestDeps.receipts.get(`receipts/${path}.json`);
      return object && JSON.parse(new TextDecoder().decode(object.body));
    },
    /** Every object of the public bucket, with the digest and status that its metadata hold. */
    dump: () => dumpOf(site),
    dumpReceipts: () => dumpOf(ingestDeps.receipts),
  };
}

/** The store of due items, and the next minute in which a tick of the clock finds any of them. */
function makeWatchedDue() {
  const store = makeMemoryDueStore();
  const times = new Map<string, number>();
  const keyOf = ({ dueAt, kind, id, n }: Due): string => `${dueAt}#${kind}#${id}#${n}`;
  const due: DueStore = {
    ...store,
    async putDue(item) {
      times.set(keyOf(item), Date.parse(item.dueAt));
      await store.putDue(item);
    },
    async removeDue(item) {
      times.delete(keyOf(item));
      await store.removeDue(item);
    },
  };
  // A tick looks three minutes ahead, by a clock that may be some seconds off.
  const nextTickMs = (nowMs: number): number => {
    const soonest = Math.min(...times.values()) - 240_000;
    return (Math.floor(Math.max(nowMs, soonest) / 60_000) + 1) * 60_000;
  };
  return { due, nextTickMs };
}

/** Keys, bytes and metadata of a bucket. */
export async function dumpOf(store: ObjectStore): Promise<Record<string, string>> {
  const dump: Record<string, string> = {};
  for (const key of await store.list('', { limit: 10_000 })) {
    const object = (await store.get(key))!;
    dump[key] = `${JSON.stringify(object.metadata)}\n${new TextDecoder().decode(object.body)}`;
  }
  return dump;
}
