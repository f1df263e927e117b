import { describe, expect, test } from 'vitest';
import { makeMemoryWebhookSender } from '#adapters/memory/webhook-sender.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { HOST_LIMITS } from '#domain/websub/callback-host.ts';
import type { WebhookRequest } from '#ports/webhook-sender.ts';
import { makeApi } from '../../../functions/api/app.ts';
import { deliverPrompt } from '../../../functions/deliver/deliver-prompt.ts';
import { makeWholeWorld } from '../../support/whole-world.ts';
import { makeApiWorld } from '../api/api-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CALLBACK = 'https://reader.example.org/hook';
const RSS = 'https://site.example/n/blora/feed.xml';
const WISH = { 'hub.mode': 'subscribe', 'hub.topic': RSS, 'hub.callback': CALLBACK };
const TOPIC = { feedId: 'n/blora', format: 'rss' } as const;

const answered = (status: number, body = ''): Outcome => ({
  kind: 'response',
  status,
  headers: {},
  body,
  truncated: false,
  durationMs: 5,
});

/** All stages, the API among them, on memory adapters, with a subscriber that behaves as it is told. */
async function makeHubWorld() {
  const world = await makeWholeWorld();
  const { deps } = await makeApiWorld();
  const { clock, prompts, subscriptions } = world;
  const api = makeApi({ ...deps, clock, prompts, subscriptions });
  const looks: URL[] = [];
  const told: (WebhookRequest & { atMs: number })[] = [];
  const subscriber = {
    confirm: async (url: URL): Promise<Outcome> => answered(200, url.searchParams.get('hub.challenge') ?? ''),
    take: async (_request: WebhookRequest): Promise<Outcome> => answered(204),
  };
  world.deliverDeps.sender = makeMemoryWebhookSender(() => async (request) => {
    if (request.method === 'GET') {
      const url = new URL(request.url);
      looks.push(url);
      return subscriber.confirm(url);
    }
    told.push({ ...request, atMs: clock.now() });
    return subscriber.take(request);
  });
  let releases = 0;
  const ask = async (parameters: Record<string, string> = WISH) => {
    const response = await api.request('/websub', { method: 'POST', body: new URLSearchParams(parameters) });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return {
    ...world,
    api,
    ask,
    looks,
    told,
    subscriber,
    subscribe: async (parameters: Record<string, string> = WISH): Promise<void> => {
      expect((await ask(parameters)).status).toBe(202);
      await world.settle();
    },
    publish: async (): Promise<void> => {
      releases += 1;
      await world.put(`incoming/blora/kabar-${releases}.md`, `# Kabar ${releases}\n\nNaskah ${releases}.\n`);
    },
    stored: async () => (await subscriptions.listSubscriptions(TOPIC, { limit: 10 }))[0],
  };
}

describe('content', () => {
  test('is dropped after its tries; the subscription stays, and the next change is tried again', async () => {
    const { subscriber, publish, subscribe, pass, told } = await makeHubWorld();
    await publish();
    await subscribe();
    subscriber.take = async () => answered(503);
    await publish();
    await pass(24 * HOUR_MS);
    expect(told).toHaveLength(6);
    const waits = told.slice(1).map(({ atMs }, n) => Math.round((atMs - told[n]!.atMs) / 1000));
    [10, 60, 300, 1_800, 7_200].forEach((seconds, n) => {
      expect(waits[n]).toBeGreaterThanOrEqual(seconds);
      expect(waits[n]).toBeLessThanOrEqual(seconds * 1.2 + 1);
    });
    subscriber.take = async () => answered(204);
    await publish();
    expect(told).toHaveLength(7);
    await pass(HOUR_MS);
    expect(told).toHaveLength(7);
  });

  test('that changes while a try is waited for is sent at once, and once', async () => {
    const { subscriber, publish, subscribe, pass, told, site } = await makeHubWorld();
    await publish();
    await subscribe();
    subscriber.take = async () => answered(500);
    await publish();
    await pass(2 * MINUTE_MS);
    const before = told.length;
    subscriber.take = async () => answered(200);
    await publish();
    await pass(24 * HOUR_MS);
    expect(told).toHaveLength(before + 1);
    const document = new TextDecoder().decode((await site.get('n/blora/feed.xml'))!.body);
    expect(told.at(-1)!.body).toBe(document);
  });

  test('that is overtaken while it is sent is followed by what stands then', async () => {
    const { subscriber, publish, subscribe, told, site, pass } = await makeHubWorld();
    await publish();
    await subscribe();
    let isFirst = true;
    subscriber.take = async () => {
      if (isFirst) {
        isFirst = false;
        const object = (await site.get('n/blora/feed.xml'))!;
        const metadata = { ...object.metadata, digest: 'of-the-newer' };
        await site.put('n/blora/feed.xml', { ...object, body: 'newer', metadata }, 'always');
      }
      return answered(204);
    };
    await publish();
    await pass(MINUTE_MS);
    expect(told.map(({ body }) => body === 'newer')).toEqual([false, true]);
  });

  test('is sent to each of many subscribers, and to nobody whose lease is over', async () => {
    const { publish, subscribe, told, pass } = await makeHubWorld();
    await publish();
    const hosts = Array.from({ length: 5 }, (_, host) => `reader-${host}.example.org`);
    for (const host of hosts) {
      for (let n = 0; n < 60; n += 1) await subscribe({ ...WISH, 'hub.callback': `https://${host}/${n}` });
    }
    await subscribe({ ...WISH, 'hub.lease_seconds': '3600' });
    await pass(HOUR_MS);
    const before = told.length;
    await publish();
    const urls = told.slice(before).map(({ url }) => url);
    expect(new Set(urls).size).toBe(300);
    expect(urls).toHaveLength(300);
  });

  test('that nobody subscribes to asks nothing of the hub', async () => {
    const { publish, prompts, publishDeps, told } = await makeHubWorld();
    const queues: string[] = [];
    publishDeps.prompts = {
      async send(queue, ...rest) {
        queues.push(queue);
        await prompts.send(queue, ...rest);
      },
    };
    await publish();
    expect(queues).toContain('feeds');
    expect(queues).not.toContain('bulk');
    expect(told).toEqual([]);
  });

  test('stays with the lease: nothing at its end or after, also of what was to be tried again', async () => {
    const { subscriber, publish, subscribe, pass, told, clock } = await makeHubWorld();
    await publish();
    await subscribe({ ...WISH, 'hub.lease_seconds': '3600' });
    const until = clock.now() + HOUR_MS;
    await publish();
    expect(told).toHaveLength(1);
    subscriber.take = async () => answered(503);
    await publish();
    await pass(24 * HOUR_MS);
    expect(told.every(({ atMs }) => atMs < until)).toBe(true);
    const before = told.length;
    await publish();
    expect(told).toHaveLength(before);
  });

  test('ends with a 410, and a later subscription begins anew', async () => {
    const { subscriber, publish, subscribe, stored, told, subscriptions } = await makeHubWorld();
    await publish();
    await subscribe();
    subscriber.take = async () => answered(410);
    await publish();
    expect(await stored()).toBeUndefined();
    expect(await subscriptions.listPlaces('reader.example.org', 10)).toEqual([]);
    subscriber.take = async () => answered(204);
    await subscribe();
    await publish();
    expect(told).toHaveLength(2);
  });
});

describe('a request', () => {
  test('that is not confirmed leaves nothing, and one that stands as it was', async () => {
    const { subscriber, publish, subscribe, stored, subscriptions } = await makeHubWorld();
    await publish();
    subscriber.confirm = async () => answered(404);
    await subscribe();
    expect(await stored()).toBeUndefined();
    expect(await subscriptions.listPlaces('reader.example.org', 10)).toEqual([]);
    subscriber.confirm = async (url) => answered(200, url.searchParams.get('hub.challenge') ?? '');
    await subscribe({ ...WISH, 'hub.secret': 'one' });
    const before = await stored();
    subscriber.confirm = async () => answered(404);
    await subscribe({ ...WISH, 'hub.secret': 'two', 'hub.lease_seconds': '3600' });
    const after = await stored();
    expect(after?.lease).toEqual(before?.lease);
    expect(after?.lease?.secret).toBe('one');
    expect(after).not.toHaveProperty('asked');
  });

  test('is asked again where nobody was there, with the same challenge, three times in all', async () => {
    const { subscriber, publish, subscribe, stored, looks, pass } = await makeHubWorld();
    await publish();
    subscriber.confirm = async () => ({ kind: 'connect-failed', detail: 'refused', durationMs: 5 });
    await subscribe();
    await pass(HOUR_MS);
    expect(looks).toHaveLength(3);
    expect(new Set(looks.map(({ search }) => search)).size).toBe(1);
    expect(await stored()).toBeUndefined();
  });

  test('that another has replaced meanwhile is not settled by its answer', async () => {
    const { subscriber, publish, subscribe, stored, ask, settle } = await makeHubWorld();
    await publish();
    let isFirst = true;
    subscriber.confirm = async (url) => {
      const isEarlier = isFirst;
      isFirst = false;
      if (isEarlier) await ask({ ...WISH, 'hub.secret': 'newer' });
      return answered(200, isEarlier ? (url.searchParams.get('hub.challenge') ?? '') : 'no');
    };
    await subscribe({ ...WISH, 'hub.secret': 'older' });
    await settle();
    expect(await stored()).toBeUndefined();
  });

  test('comes to nothing twice: a prompt that comes again finds nothing asked', async () => {
    const { publish, subscribe, stored, looks, deliverDeps } = await makeHubWorld();
    await publish();
    await subscribe();
    const { callbackId } = (await stored())!;
    expect(await deliverPrompt(deliverDeps, { prompt: 'verify', ...TOPIC, callbackId })).toMatchObject({
      did: 'not-asked',
    });
    expect(looks).toHaveLength(1);
  });

  test('counts for its host: so many a minute, whatever the callback', async () => {
    const { ask, clock } = await makeHubWorld();
    for (let n = 0; n < HOST_LIMITS.asksAMinute; n += 1) {
      expect((await ask({ ...WISH, 'hub.callback': `${CALLBACK}/${n}` })).status).toBe(202);
    }
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(refused.text).toContain('reader.example.org');
    expect((await ask({ ...WISH, 'hub.callback': 'https://other.example.org/' })).status).toBe(202);
    clock.advance(MINUTE_MS);
    expect((await ask()).status).toBe(202);
  });

  test('is refused for a host that has its fill, but for one of those that it has', async () => {
    const { ask, subscriptions, clock, subscribe, publish } = await makeHubWorld();
    await publish();
    await subscribe();
    const expiresAtSeconds = clock.now() / 1000 + 3_600;
    for (let n = 1; n < HOST_LIMITS.subscriptions; n += 1) {
      await subscriptions.putPlace({
        host: 'reader.example.org',
        ...TOPIC,
        callbackId: `c${n}`,
        expiresAtSeconds,
      });
    }
    const refused = await ask({ ...WISH, 'hub.callback': `${CALLBACK}/one-more` });
    expect([refused.status, refused.text]).toEqual([429, expect.stringContaining('as many subscriptions')]);
    expect((await ask()).status).toBe(202);
  });

  test('of a stranger in a host’s name uses up nothing of what that host has confirmed', async () => {
    const { ask, clock, publish, subscribe, subscriber, subscriptions, stored, settle } =
      await makeHubWorld();
    subscriber.confirm = async ({ pathname, searchParams }) =>
      pathname === '/hook' ? answered(200, searchParams.get('hub.challenge') ?? '') : answered(404);
    await publish();
    await subscribe();
    const until = (await stored())?.lease?.until;
    const inItsName = (n: number) => ask({ ...WISH, 'hub.callback': `https://reader.example.org/none/${n}` });
    let taken = 0;
    for (let minute = 0; minute < 4; minute += 1) {
      clock.advance(MINUTE_MS);
      for (let n = 0; n < 130; n += 1) {
        taken += (await inItsName(minute * 1_000 + n)).status === 202 ? 1 : 0;
      }
    }
    expect(taken).toBe(HOST_LIMITS.unconfirmed);
    expect((await ask()).status).toBe(202);
    await settle();
    expect((await stored())?.lease?.until).not.toBe(until);
    const places = await subscriptions.listPlaces('reader.example.org', 2_000);
    expect(places.map(({ pending = false }) => pending)).toEqual([false]);
    expect((await ask({ ...WISH, 'hub.mode': 'unsubscribe' })).status).toBe(202);
  });

  test.each([
    ['of another type', { 'content-type': 'application/json' }, '{}', 415],
    ['that is too long', { 'content-type': 'application/x-www-form-urlencoded' }, 'x'.repeat(40_000), 413],
    ['without anything', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, '', 400],
  ])('%s is refused', async (_, headers, body, status) => {
    const { api } = await makeHubWorld();
    const response = await api.request('/websub', { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/plain');
  });
});
