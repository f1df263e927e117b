import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeMemoryAuditStore } from '#adapters/memory/audit-store.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryHolderStore } from '#adapters/memory/holder-store.ts';
import { makeMemoryIdempotencyStore } from '#adapters/memory/idempotency-store.ts';
import { makeMemoryJobStore } from '#adapters/memory/job-store.ts';
import { makeMemoryKeyring } from '#adapters/memory/keyring.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPartnerStore } from '#adapters/memory/partner-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemoryQueueDesk } from '#adapters/memory/queue-desk.ts';
import { makeMemoryReleaseStore } from '#adapters/memory/release-store.ts';
import { makeMemorySubscriptionStore } from '#adapters/memory/subscription-store.ts';
import { makeMemoryUploadForms } from '#adapters/memory/upload-forms.ts';
import { PUBLIC_ONLY } from '#domain/webhook/address.ts';
import { deliveryIdOf } from '#domain/webhook/ids.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { tokenHashOf } from '../functions/api/access.ts';
import { makeApi } from '../functions/api/app.ts';
import { receiverEndpoint, sampleHead } from './samples.ts';

export const TOKEN = 'an-operator-of-the-benchmark';
const ENDPOINTS = 50;
const DAY_MS = 86_400_000;
const NEWSROOM = { name: 'Harbour', host: 'harbour.example.org', timezone: 'Europe/London', language: 'en' };

type Load = { releases: number; deliveries: number };

/** The API on memory adapters with so many releases, and so many deliveries of the last day to fifty endpoints. */
export async function makeLoadedApi(consoleFolder: string, { releases, deliveries }: Load) {
  const clock = makeSystemClock();
  const now = clock.now();
  const stores = {
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    releases: makeMemoryReleaseStore(),
  };
  const createdAt = new Date(now).toISOString();
  await stores.partners.putToken({
    tokenHash: tokenHashOf(TOKEN),
    role: 'operator',
    subject: '*',
    createdAt,
  });
  await stores.newsrooms.putNewsroom({ id: 'harbour', ...NEWSROOM });
  for (let n = 0; n < releases; n += 1) {
    const at = new Date(now - (releases - n) * 60_000).toISOString();
    const head = sampleHead(n, { firstPublicAt: at, updatedAt: at });
    await stores.releases.putHead(head, 0);
    const pointer = { releaseId: head.releaseId, firstPublicAt: at, rev: 1 };
    for (const feedId of head.feeds) await stores.feeds.putPointer({ feedId, ...pointer });
  }
  for (let n = 0; n < ENDPOINTS; n += 1) {
    const endpoint = receiverEndpoint(n, `https://p${n}.example.org/`);
    const { partnerId, endpointId } = endpoint;
    const contactEmail = `web@p${n}.example.org`;
    const partner = { partnerId, name: `Partner ${n}`, contactEmail, embargo: 'hold', createdAt } as const;
    await stores.partners.putPartner({ ...partner, endpointIds: [endpointId], rev: 1 }, 0);
    await stores.partners.putEndpoint(endpoint, 0);
  }
  for (let n = 0; n < deliveries; n += 1) await stores.holders.putDelivery(deliveryOf(n, deliveries, now));
  let count = 0;
  return makeApi({
    ...stores,
    clock,
    audit: makeMemoryAuditStore(),
    consoleFile: (name) => readFile(join(consoleFolder, name), 'utf8'),
    due: makeMemoryDueStore(),
    drop: makeMemoryObjectStore({ clock }),
    forms: makeMemoryUploadForms({ clock }),
    idempotency: makeMemoryIdempotencyStore(),
    jobs: makeMemoryJobStore(),
    keyring: makeMemoryKeyring(),
    prompts: makeMemoryPrompts({ clock }),
    queues: makeMemoryQueueDesk(['uploads', 'changes', 'feeds', 'urgent', 'deliveries', 'bulk']),
    subscriptions: makeMemorySubscriptionStore(),
    urlPolicy: PUBLIC_ONLY,
    random: { token: () => `token-${++count}`, id: () => String(++count).padStart(16, '0') },
    onBug: (error) => {
      throw error;
    },
  });
}

function deliveryOf(n: number, of: number, now: number) {
  const endpoint = n % ENDPOINTS;
  const endpointId = `ep-${endpoint}`;
  const eventTime = new Date(now - Math.floor(((of - n) / of) * DAY_MS)).toISOString();
  const webhookId = `msg_${createHash('sha256').update(String(n)).digest('base64url').slice(0, 22)}`;
  return {
    deliveryId: deliveryIdOf(endpointId, eventTime, webhookId),
    endpointId,
    partnerId: `partner-${endpoint}`,
    webhookId,
    eventTime,
    event: 'release.published',
    releaseId: `harbour/release-${Math.floor(n / ENDPOINTS)}`,
    state: n % 100 === 0 ? 'failed' : 'delivered',
    status: n % 100 === 0 ? 500 : 200,
    attempts: 1,
    lastAttemptAt: eventTime,
    durationMs: 40,
    expiresAtSeconds: Math.floor(now / 1000) + 86_400,
  } as const;
}
