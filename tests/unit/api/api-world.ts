import { makeMemoryAuditStore } from '#adapters/memory/audit-store.ts';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
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
import { tokenHashOf } from '../../../functions/api/access.ts';
import { makeApi } from '../../../functions/api/app.ts';

export const OPERATOR = 'operator-token';

/** What stands in the table. */
export type ApiStores = ReturnType<typeof makeMemoryStores>;

function makeMemoryStores() {
  return {
    audit: makeMemoryAuditStore(),
    due: makeMemoryDueStore(),
    feeds: makeMemoryFeedStore(),
    holders: makeMemoryHolderStore(),
    idempotency: makeMemoryIdempotencyStore(),
    jobs: makeMemoryJobStore(),
    newsrooms: makeMemoryNewsroomStore(),
    partners: makeMemoryPartnerStore(),
    releases: makeMemoryReleaseStore(),
    subscriptions: makeMemorySubscriptionStore(),
  };
}

/** The API on memory adapters, or on a table's, with an operator's token. */
export async function makeApiWorld(stores: ApiStores = makeMemoryStores()) {
  const clock = makeMemoryClock(Date.parse('2026-03-01T08:00:00Z'));
  const { partners } = stores;
  const createdAt = '2026-03-01T08:00:00.000Z';
  await partners.putToken({ tokenHash: tokenHashOf(OPERATOR), role: 'operator', subject: '*', createdAt });
  let count = 0;
  const bugs: unknown[] = [];
  const deps = {
    ...stores,
    clock,
    drop: makeMemoryObjectStore({ clock }),
    consoleFile: async (name: string) => `the file ${name}`,
    forms: makeMemoryUploadForms({ clock }),
    keyring: makeMemoryKeyring(),
    prompts: makeMemoryPrompts({ clock }),
    queues: makeMemoryQueueDesk([
      'uploads',
      'conversions',
      'changes',
      'feeds',
      'urgent',
      'deliveries',
      'bulk',
    ]),
    urlPolicy: PUBLIC_ONLY,
    random: { token: () => `token-${++count}`, id: () => String(++count).padStart(16, '0') },
    onBug: (error: unknown) => bugs.push(error),
  };
  const api = makeApi(deps);
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    token: string | undefined = OPERATOR,
    headers: Record<string, string> = {},
  ) => {
    const response = await api.request(path, {
      method,
      headers: {
        ...headers,
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    };
  };
  return { api, deps, bugs, call };
}
