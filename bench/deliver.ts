import { makeGuardedSender, SENDER_LIMITS } from '#adapters/http/guarded-sender.ts';
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
import { WITH_LOOPBACK } from '#domain/webhook/address.ts';
import { thinBody } from '#domain/webhook/body.ts';
import { signingKeysAt } from '#domain/webhook/secret.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { DeliverDeps } from '../functions/deliver/deliver-deps.ts';
import { deliverPrompt } from '../functions/deliver/deliver-prompt.ts';
import { makeEndpointSlots } from '../functions/deliver/endpoint-slots.ts';
import { makeBarePosts } from './deliver.baseline.ts';
import { median } from './interleave.ts';
import type { Question } from './question.ts';
import { receiverEndpoint, sampleHead } from './samples.ts';
import { startReceivers } from './receivers.ts';

const RECEIVERS = 8;
const RELEASES = 100;
const WARM_UP = 5;
const SITE = 'https://site.example';
const CONCURRENCY = RECEIVERS * SENDER_LIMITS.connectionsPerOrigin;

/** Deliveries a second over POSTs a second of at least 0.7. */
const GOAL = 1.43;

/** As far away as a partner in the next country. */
const ANSWER_MS = 20;

/**
 * What a webhook takes beside its request, at 32 requests at a time; the stores are memory, so the table's time is not in
 * it. Receivers that answer at once leave nothing that our own work could be done beside.
 */
export const deliver: Question = {
  kind: 'paired',
  name: 'deliver',
  asks: 'a delivery, decided, signed, sent by the guarded sender and settled ÷ a bare signed undici POST',
  goal: GOAL,
  measure: (runs) => measure(runs, 0),
};

/** The same to receivers that answer as partners do. */
export const deliverFar: Question = {
  kind: 'paired',
  name: 'deliver-far',
  asks: `the same to receivers that take ${ANSWER_MS} ms to answer`,
  goal: GOAL,
  measure: (runs) => measure(runs, ANSWER_MS),
};

async function measure(runs: number, answerMs: number) {
  const receivers = await startReceivers(RECEIVERS, { answerMs });
  const sender = makeGuardedSender({ urlPolicy: WITH_LOOPBACK });
  const bare = makeBarePosts(SENDER_LIMITS.connectionsPerOrigin);
  const keyring = makeMemoryKeyring();
  const times: { subject: number; baseline: number }[] = [];
  try {
    // The first ones open the connections and are not counted.
    for (let run = -WARM_UP; run < runs; run += 1) {
      const subject = await deliveries(receivers.urls, sender, keyring);
      const baseline = await barePosts(receivers.urls, bare, keyring);
      if (run >= 0) times.push({ subject, baseline });
    }
  } finally {
    await Promise.all([sender.close(), bare.close(), receivers.stop()]);
  }
  return {
    ratios: times.map(({ subject, baseline }) => subject / baseline),
    subject: median(times.map(({ subject }) => subject)),
    baseline: median(times.map(({ baseline }) => baseline)),
    unit: 'µs' as const,
  };
}

async function deliveries(
  urls: readonly string[],
  sender: DeliverDeps['sender'],
  keyring: DeliverDeps['keyring'],
): Promise<number> {
  const deps = { ...depsWith(sender), keyring };
  for (const [n, url] of urls.entries()) await deps.partners.putEndpoint(receiverEndpoint(n, url), 0);
  for (let n = 0; n < RELEASES; n += 1) await deps.releases.putHead(sampleHead(n), 0);
  const prompts = pairs(urls).map(({ release, endpoint }) => ({
    prompt: 'deliver' as const,
    releaseId: sampleHead(release).releaseId,
    endpointId: receiverEndpoint(endpoint, '').endpointId,
  }));
  return timeEach(prompts, async (prompt) => {
    const done = await deliverPrompt(deps, prompt);
    if (typeof done !== 'object' || done.did !== 'told')
      throw new Error(`a delivery ended as ${JSON.stringify(done)}`);
  });
}

/** The same bodies with the same keys, which are known before. */
async function barePosts(
  urls: readonly string[],
  bare: ReturnType<typeof makeBarePosts>,
  keyring: DeliverDeps['keyring'],
): Promise<number> {
  const roots = await keyring.roots();
  const receivers = urls.map((url, n) => ({
    url,
    secrets: signingKeysAt(receiverEndpoint(n, url), roots, Date.now()).secrets,
  }));
  const webhooks = pairs(urls).map(({ release, endpoint }) => {
    const id = `msg_${release}-${endpoint}`;
    const latest = sampleHead(release);
    const body = thinBody({ id, event: 'release.published', latest, siteUrl: SITE });
    const { url = '', secrets = [] } = receivers[endpoint] ?? {};
    return { url, webhook: { id, body, secrets } };
  });
  return timeEach(webhooks, ({ url, webhook }) => bare.post(url, webhook));
}

/** Each release to each receiver, the receivers in turn. */
function pairs(urls: readonly string[]): { release: number; endpoint: number }[] {
  return Array.from({ length: RELEASES }, (_, release) =>
    urls.map((_url, endpoint) => ({ release, endpoint })),
  ).flat();
}

/** Microseconds for one of them. */
async function timeEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<number> {
  const start = performance.now();
  await forEachBounded(all, CONCURRENCY, work);
  return ((performance.now() - start) * 1000) / all.length;
}

function depsWith(sender: DeliverDeps['sender']) {
  const clock = makeSystemClock();
  return {
    clock,
    sender,
    due: makeMemoryDueStore(),
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    jobs: makeMemoryJobStore(),
    mailer: makeMemoryMailer(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    prompts: makeMemoryPrompts({ clock }),
    releases: makeMemoryReleaseStore(),
    site: makeMemoryObjectStore({ clock }),
    slots: makeEndpointSlots(),
    countAttempt: () => {},
    countUnreachable: () => {},
    subscriptions: makeMemorySubscriptionStore(),
    isVersionPublic: async () => true,
    siteUrl: SITE,
  };
}
