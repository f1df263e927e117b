import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryEventBus } from '#adapters/memory/event-bus.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
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
import { makeMemoryWebhookSender } from '#adapters/memory/webhook-sender.ts';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { QueueName } from '#domain/prompt/prompt.ts';
import type { ChangeKind, Head, ReleaseState } from '#domain/release/head.ts';
import { headWithVersion } from '#domain/release/next-head.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import type { WebhookRequest } from '#ports/webhook-sender.ts';
import { announce } from '../../functions/announce/announce.ts';
import type { AnnounceDeps } from '../../functions/announce/announce-deps.ts';
import { promptDue } from '../../functions/clock/prompt-due.ts';
import type { DeliverDeps } from '../../functions/deliver/deliver-deps.ts';
import { deliverPrompt } from '../../functions/deliver/deliver-prompt.ts';
import { makeEndpointSlots } from '../../functions/deliver/endpoint-slots.ts';
import { aHead } from './a-head.ts';
import { contentOf } from './feed-facts.ts';
import { anEndpoint } from './an-endpoint.ts';

export const START = Date.parse('2026-03-01T08:00:00Z');
export const RELEASE = 'blora/market';

/** A message as it lies in its queue. */
export type Message = { queue: QueueName; prompt: unknown; visibleAtMs: number };

/** A worker that dies here: what it wrote stays, its message comes again. */
export class Crash extends Error {}

export type Received = {
  url: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  raw: string;
  atMs: number;
};
export type Answer = (request: WebhookRequest, received: Received) => Outcome | Promise<Outcome>;

export function answered(status: number, body: unknown = '', headers: Record<string, string> = {}): Outcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'response', status, headers, body: text, truncated: false, durationMs: 5 };
}

/** A body as JSON; of another format nothing. */
function parsed(raw: string): Record<string, unknown> {
  return raw.startsWith('{') ? (JSON.parse(raw) as Record<string, unknown>) : {};
}

/** Says yes, and gives a challenge back. */
export const takes = (_: WebhookRequest, { body }: Received): Outcome => answered(200, body['data'] ?? '');

const READ_QUEUES = ['changes', 'urgent', 'deliveries', 'bulk'] as const satisfies QueueName[];
const VISIBILITY_MS = 60_000;

/** Announce and deliver on memory adapters, with queues, a clock that is moved, and receivers that behave as told. */
export function makeDeliveryWorld() {
  const clock = makeMemoryClock(START);
  const prompts = makeMemoryPrompts({ clock });
  const due = makeMemoryDueStore();
  const mailer = makeMemoryMailer();
  const repairs: string[] = [];
  const attempts: string[] = [];
  const unreachable: string[] = [];
  const received: Received[] = [];
  const answers = new Map<string, Answer>();
  const looks = new Map<string, () => Outcome>();
  const looked: string[] = [];
  const hooks: { beforePost?: (request: WebhookRequest) => Promise<void> } = {};
  const stores = {
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    jobs: makeMemoryJobStore(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    releases: makeMemoryReleaseStore(),
    subscriptions: makeMemorySubscriptionStore(),
  };
  const deliverDeps: DeliverDeps = {
    ...stores,
    clock,
    due,
    prompts,
    keyring: makeMemoryKeyring(),
    mailer,
    slots: makeEndpointSlots(),
    countAttempt: (state) => attempts.push(state),
    countUnreachable: (endpointId) => unreachable.push(endpointId),
    site: makeMemoryObjectStore({ clock }),
    siteUrl: 'https://site.example',
    isVersionPublic: async () => true,
    sender: makeMemoryWebhookSender(() => async (request) => {
      const { url, headers, body: raw } = request;
      if (request.method === 'GET') {
        looked.push(url);
        return (looks.get(url) ?? (() => answered(200, 'still here')))();
      }
      await hooks.beforePost?.(request);
      const one = { url, headers, raw, body: parsed(raw), atMs: clock.now() };
      received.push(one);
      return (answers.get(url) ?? takes)(request, one);
    }),
  };
  const bus = makeMemoryEventBus();
  const announceDeps: AnnounceDeps = {
    ...stores,
    bus,
    siteUrl: 'https://site.example',
    clock,
    due,
    prompts,
    countRepair: (what) => repairs.push(what),
    countUnreachable: (endpointId) => unreachable.push(endpointId),
  };
  let waiting: Message[] = [];
  const deadLetters: unknown[] = [];

  const handle = async ({ queue, prompt }: Message): Promise<void> => {
    if (queue === 'changes') await announce(announceDeps, prompt as Parameters<typeof announce>[1]);
    else await deliverPrompt(deliverDeps, prompt as Parameters<typeof deliverPrompt>[1]);
  };

  /** Handles every message that is visible now, and those that come of them; a failed one comes again after a minute. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 200; round += 1) {
      for (const queue of READ_QUEUES) waiting.push(...prompts.take(queue));
      const ready = waiting.filter(({ visibleAtMs }) => visibleAtMs <= clock.now());
      if (ready.length === 0) return;
      waiting = waiting.filter(({ visibleAtMs }) => visibleAtMs > clock.now());
      for (const message of ready) {
        try {
          await handle(message);
        } catch (error) {
          if (!(error instanceof Crash)) deadLetters.push(error);
          waiting.push({ ...message, visibleAtMs: clock.now() + VISIBILITY_MS });
        }
      }
    }
    throw new Error('the queues never came to rest');
  };

  /** Time passes: a tick of the clock each minute, messages as they become visible. */
  const pass = async (ms: number): Promise<void> => {
    const end = clock.now() + ms;
    await settle();
    while (clock.now() < end) {
      const minute = (Math.floor(clock.now() / 60_000) + 1) * 60_000;
      const next = Math.min(
        end,
        minute,
        ...waiting.map(({ visibleAtMs }) => visibleAtMs).filter((at) => at > clock.now()),
      );
      clock.set(next);
      if (next === minute) await promptDue({ clock, due, prompts });
      await settle();
    }
  };

  const put = async (head: Head): Promise<void> => {
    await stores.releases.putVersion({
      ...head.chain.at(-1)!,
      releaseId: head.releaseId,
      contentVersion: head.version,
      origin: { by: 'time', at: head.updatedAt },
      hash: head.hash,
      textHash: head.textHash,
      ...(head.note === undefined ? {} : { note: head.note }),
      ...(head.contentVersion === head.version ? { content: contentOf(head) } : {}),
    });
    await stores.releases.putHead(head, head.rev - 1);
  };

  return {
    ...stores,
    announceDeps,
    events: bus.events,
    answers,
    clock,
    deadLetters,
    deliverDeps,
    due,
    handle,
    hooks,
    looked,
    looks,
    mails: mailer.sent,
    pass,
    prompts,
    received,
    attempts,
    repairs,
    settle,
    unreachable,
    endpoint: async (changes: Partial<Endpoint> = {}): Promise<Endpoint> => {
      const endpoint = anEndpoint(changes);
      await stores.partners.putEndpoint(endpoint, 0);
      return endpoint;
    },
    changeEndpoint: async (endpointId: string, changes: Partial<Endpoint>): Promise<void> => {
      const stored = (await stores.partners.getEndpoint(endpointId))!;
      await stores.partners.putEndpoint({ ...stored, ...changes, rev: stored.rev + 1 }, stored.rev);
    },
    /** The release's first version. */
    publish: (changes: Partial<Head> = {}): Promise<void> => put(aHead(changes)),
    /** Its next version, without announcing it. */
    change: async (
      kind: ChangeKind,
      state: ReleaseState = 'published',
      changes: Partial<Head> = {},
    ): Promise<void> => {
      const head = (await stores.releases.getHead(RELEASE))!;
      const next = headWithVersion(head, {
        version: head.version + 1,
        state,
        kind,
        at: new Date(clock.now()).toISOString(),
      });
      await put({ ...next, ...changes });
    },
    announce: (look?: number): Promise<void> =>
      prompts.send('changes', [
        { prompt: 'announce', releaseId: RELEASE, ...(look === undefined ? {} : { look }) },
      ]),
    /** What an endpoint was sent, as `event@version`. */
    sentTo: (endpoint: { url: string } = anEndpoint()): string[] =>
      received
        .filter(({ url }) => url === endpoint.url)
        .map(
          ({ body }) =>
            `${String(body['type']).replace('release.', '')}@${String((body['data'] as { version?: number }).version ?? '')}`,
        ),
    holder: (endpointId = 'ep-1'): Promise<Holder | undefined> =>
      stores.holders.getHolder(RELEASE, endpointId),
    waiting: (): number => waiting.length,
  };
}
