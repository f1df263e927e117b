import { describe, expect, test } from 'vitest';
import type { Delivery } from '#domain/webhook/delivery.ts';
import { makeApi } from '../../../functions/api/app.ts';
import { aHead } from '../../support/a-head.ts';
import { makeApiWorld } from './api-world.ts';

const PARTNER = { id: 'kabar', name: 'Kabar', contactEmail: 'web@kabar.example', embargo: 'hold' };
const ENDPOINTS = '/api/partners/kabar/endpoints';
const AT = '2026-03-01T08:00:00.000Z';

async function withEndpoint(more: object = {}) {
  const world = await makeApiWorld();
  await world.call('POST', '/api/partners', PARTNER);
  const { json } = await world.call('POST', ENDPOINTS, { url: 'https://kabar.co.id/hooks', ...more });
  await world.call('POST', '/api/partners', { ...PARTNER, id: 'lain' });
  const other = (await world.call('POST', '/api/tokens', { role: 'partner', subject: 'lain' })).json.token;
  return { ...world, endpointId: json.id as string, path: `${ENDPOINTS}/${json.id}`, other: other as string };
}

function deliveryOf(endpointId: string, number: number, eventTime = AT): Delivery {
  const name = String(number).padStart(22, 'a');
  return {
    deliveryId: `${endpointId}_${Date.parse(eventTime).toString(36)}_${name}`,
    endpointId,
    partnerId: 'kabar',
    webhookId: `msg_${name}`,
    eventTime,
    event: 'release.published',
    state: number % 2 === 0 ? 'delivered' : 'failed',
    attempts: 1,
    lastAttemptAt: eventTime,
    expiresAtSeconds: 1,
  };
}

describe('deliveries', () => {
  test('pages of one second on two endpoints show each once, newest first', async () => {
    const { call, deps, endpointId } = await withEndpoint();
    const second = (await call('POST', ENDPOINTS, { url: 'https://kabar.co.id/b' })).json.id;
    const ids = new Set<string>();
    for (const each of [endpointId, second]) {
      for (let number = 0; number < 130; number += 1) {
        const delivery = deliveryOf(each, number);
        ids.add(delivery.deliveryId);
        await deps.holders.putDelivery(delivery);
      }
    }
    const seen: string[] = [];
    let query = '';
    for (let page = 0; page < 12; page += 1) {
      const { json } = await call('GET', `/api/partners/kabar/deliveries${query}`);
      seen.push(...json.deliveries.map(({ id }: { id: string }) => id));
      if (json.next === undefined) break;
      query = `?cursor=${json.next}`;
    }
    expect(seen).toHaveLength(260);
    expect(new Set(seen)).toEqual(ids);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  test('by state and time', async () => {
    const { call, deps, endpointId } = await withEndpoint();
    for (const [number, time] of [AT, '2026-03-01T09:00:00.000Z', '2026-03-01T10:00:00.000Z'].entries()) {
      await deps.holders.putDelivery(deliveryOf(endpointId, number, time));
    }
    const times = async (query: string) =>
      (await call('GET', `/api/partners/kabar/deliveries?${query}`)).json.deliveries.map(
        ({ eventTime }: Delivery) => eventTime.slice(11, 13),
      );
    expect(await times('state=delivered')).toEqual(['10', '08']);
    expect(await times('since=2026-03-01T09:00:00Z')).toEqual(['10', '09']);
    expect(await times('until=2026-03-01T16:00:00%2B07:00')).toEqual(['09', '08']);
  });

  test('one shows its failed attempts; to another partner it is as if it were not there', async () => {
    const { call, deps, endpointId, other } = await withEndpoint();
    const delivery = deliveryOf(endpointId, 1);
    await deps.holders.putDelivery(delivery);
    const answer = { kind: 'response', why: 'receiver-busy', status: 503 };
    const attempt = { endpointId, at: AT, ...answer, requestHeaders: {}, durationMs: 9 };
    const { deliveryId } = delivery;
    await deps.holders.putAttempt({
      ...attempt,
      deliveryId,
      attempt: 1,
      bodySha256: '',
      expiresAtSeconds: 1,
    });
    const own = await call('GET', `/api/deliveries/${deliveryId}`);
    expect(own.json).toMatchObject({ id: deliveryId, failedAttempts: [{ status: 503 }] });
    const missing = deliveryOf(endpointId, 2).deliveryId;
    const foreign = await call('GET', `/api/deliveries/${deliveryId}`, undefined, other);
    const none = await call('GET', `/api/deliveries/${missing}`, undefined, other);
    expect(foreign.status).toBe(404);
    expect(foreign.json).toEqual(none.json);
  });

  test.each(['nonsense', Buffer.from('{"eventTime":"x","deliveryId":"y"}').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const { call } = await withEndpoint();
      const answer = await call('GET', `/api/partners/kabar/deliveries?cursor=${cursor}`);
      expect([answer.status, answer.json.detail]).toEqual([422, expect.stringMatching(/^cursor: .*next/)]);
    },
  );
});

describe('messages', () => {
  test.each([
    [{ ...PARTNER, id: 'K!' }, 'id: found "K!"; give text of the form '],
    [{ ...PARTNER, name: 4 }, 'name: found 4; give string'],
    [{ ...PARTNER, name: undefined }, 'name: it is missing; give string'],
    [{ ...PARTNER, embargo: 'never' }, 'embargo: found "never"; give hold or advance'],
    [{ ...PARTNER, name: 'x'.repeat(121) }, 'give at most 120 characters'],
    [{ ...PARTNER, colour: 1 }, 'the body: "colour" is not known; leave it out or check its spelling'],
    [[], 'the body: found []; give object'],
  ])('%j', async (body, says) => {
    const { call } = await makeApiWorld();
    const answer = await call('POST', '/api/partners', body);
    expect(answer.status).toBe(422);
    expect(answer.json.detail).toContain(says);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    [{ format: 'nitf' }, 'format: found "nitf"; give thin or ninjs or jsonfeed or atom'],
    [{ schedule: [5, 60] }, 'schedule: found [5,60]; give seconds before each try'],
    [{ filter: { newsroom: ['x'] } }, 'filter: "newsroom" is not known'],
    [{ events: [] }, 'events: found []; give at least 1 items'],
  ])('of an endpoint with %j', async (more, says) => {
    const { call, deps } = await withEndpoint();
    const answer = await call('POST', ENDPOINTS, { url: 'https://kabar.co.id/b', ...more });
    expect([answer.status, answer.json.detail]).toEqual([422, expect.stringContaining(says)]);
    expect((await deps.partners.getPartner('kabar'))?.endpointIds).toHaveLength(1);
  });

  test('a bug is told nothing but its number, and nothing is kept by caches', async () => {
    const { deps } = await makeApiWorld();
    const bugs: unknown[] = [];
    const newsrooms = {
      ...deps.newsrooms,
      listNewsrooms: () => Promise.reject(new Error('the table is at 10.0.0.1')),
    };
    const api = makeApi({ ...deps, newsrooms, onBug: (error, id) => bugs.push([error, id]) });
    const answer = await api.request('/api/newsrooms', {
      headers: { authorization: 'Bearer operator-token' },
    });
    const body = await answer.text();
    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(body).not.toContain('10.0.0.1');
    expect(bugs).toEqual([[expect.any(Error), JSON.parse(body).detail.match(/\d{16}/)[0]]]);
  });
});

describe('endpoints', () => {
  test('null takes a wish back, the same again is no change', async () => {
    const { call, deps, path, endpointId } = await withEndpoint({ filter: { newsrooms: ['blora'] } });
    await call('PATCH', path, { filter: { newsrooms: ['blora'] } });
    expect((await deps.partners.getEndpoint(endpointId))?.earlierWishes).toBeUndefined();
    expect((await call('PATCH', path, { filter: null })).json.filter).toBeUndefined();
    expect((await deps.partners.getEndpoint(endpointId))?.earlierWishes).toMatchObject([
      { minor: false, filter: { newsrooms: ['blora'] }, since: AT },
    ]);
  });

  test('another address of a disabled endpoint leaves no trace of that', async () => {
    const { call, path } = await withEndpoint();
    await call('POST', `${path}/disable`);
    const moved = (await call('PATCH', path, { url: 'https://kabar.co.id/b' })).json;
    expect(moved.state).toBe('pending');
    expect(moved.disabled).toBeUndefined();
  });

  test('a removal that was cut off is finished', async () => {
    const { call, deps, path, endpointId } = await withEndpoint();
    await deps.partners.removeEndpoint(endpointId);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('DELETE', '/api/partners/kabar')).status).toBe(204);
  });

  test('one that is made while its contract changes follows it', async () => {
    const { call, deps } = await withEndpoint();
    await call('PATCH', '/api/partners/kabar', { embargo: 'advance' });
    const put = deps.partners.putEndpoint.bind(deps.partners);
    deps.partners.putEndpoint = async (endpoint, rev) => {
      deps.partners.putEndpoint = put;
      await call('PATCH', '/api/partners/kabar', { embargo: 'hold' });
      return put(endpoint, rev);
    };
    const { json } = await call('POST', ENDPOINTS, { url: 'https://kabar.co.id/b' });
    expect((await deps.partners.getEndpoint(json.id))?.embargo).toBe('hold');
  });

  test('one that is made while its partner goes goes with it', async () => {
    const { call, deps, path } = await withEndpoint();
    await call('DELETE', path);
    const put = deps.partners.putEndpoint.bind(deps.partners);
    let id = '';
    deps.partners.putEndpoint = async (endpoint, rev) => {
      id = endpoint.endpointId;
      await deps.partners.removePartner('kabar');
      return put(endpoint, rev);
    };
    expect((await call('POST', ENDPOINTS, { url: 'https://kabar.co.id/b' })).status).toBe(404);
    expect(id).not.toBe('');
    expect(await deps.partners.getEndpoint(id)).toBeUndefined();
  });

  test('a stranger is not even told that its body is wrong', async () => {
    const { call, path, other } = await withEndpoint();
    expect((await call('PATCH', path, { colour: 1 }, other)).status).toBe(404);
    expect((await call('DELETE', path, undefined, other)).status).toBe(404);
  });
});

describe('releases and lists', () => {
  test('a release is also found with its slash encoded, and a command says who gave it', async () => {
    const { call, deps } = await makeApiWorld();
    await deps.releases.putHead(aHead(), 0);
    expect((await call('GET', '/api/releases/blora%2Fmarket')).json.id).toBe('blora/market');
    const said = await call('POST', '/api/releases/blora%2Fmarket/withdraw', { reason: '  Wrong figures. ' });
    expect(said.status).toBe(202);
    const object = await deps.drop.get(said.json.command);
    expect(JSON.parse(new TextDecoder().decode(object!.body))).toEqual({
      command: 'withdraw',
      releaseId: 'blora/market',
      reason: 'Wrong figures.',
      actor: expect.stringMatching(/^operator:[0-9a-f]{12}$/),
    });
    expect((await call('POST', '/api/releases/blora/market/kill', { reason: '     ' })).status).toBe(422);
  });

  test('takes the confirmation of a removal that waits, and of no other', async () => {
    const { call, deps } = await makeApiWorld();
    const path = '/api/releases/blora/market/confirm';
    await deps.releases.putHead(aHead(), 0);
    const early = await call('POST', path, { reason: 'The desk meant it.' });
    expect([early.status, early.json.detail]).toEqual([409, expect.stringContaining('waits')]);
    const removal = { key: 'k', versionId: 'm', at: '2026-03-01T07:00:00Z', why: 'old' } as const;
    await deps.releases.putHead({ ...aHead(), removal, rev: 2 }, 1);
    expect((await call('GET', '/api/releases/blora/market')).json.removal).toEqual(removal);
    const said = await call('POST', path, { reason: 'The desk meant it.' });
    expect(said.status).toBe(202);
    const object = await deps.drop.get(said.json.command);
    expect(JSON.parse(new TextDecoder().decode(object?.body))).toMatchObject({
      command: 'confirm',
      releaseId: 'blora/market',
    });
  });

  test('a pointer that the head does not name is not listed', async () => {
    const { call, deps } = await makeApiWorld();
    await deps.releases.putHead(aHead(), 0);
    const firstPublicAt = '2020-01-01T00:00:00.000Z';
    await deps.feeds.putPointer({ feedId: 'network', releaseId: 'blora/market', firstPublicAt, rev: 1 });
    expect((await call('GET', '/api/releases')).json.releases).toEqual([]);
  });

  test('a list of partners goes on at its cursor', async () => {
    const { call, deps } = await makeApiWorld();
    const ids = Array.from({ length: 201 }, (_, index) => `p-${String(index).padStart(3, '0')}`);
    for (const partnerId of ids) {
      const fields = { name: 'A', contactEmail: 'a@b.example', embargo: 'hold' as const };
      await deps.partners.putPartner({ partnerId, ...fields, endpointIds: [], createdAt: AT, rev: 1 }, 0);
    }
    const first = (await call('GET', '/api/partners')).json;
    const second = (await call('GET', `/api/partners?cursor=${first.next}`)).json;
    expect([...first.partners, ...second.partners].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeUndefined();
  });

  test.each(['/api/partners/', '/api/releases/', '/api/deliveries/', '/api/nothing/'])(
    'an address under %s that is longer than any key is none',
    async (path) => {
      const { call, bugs } = await makeApiWorld();
      expect((await call('GET', path + 'a'.repeat(3000))).status).toBe(404);
      expect(bugs).toEqual([]);
    },
  );

  test('an author has no routes yet', async () => {
    const { call } = await makeApiWorld();
    await call('PUT', '/api/newsrooms/blora', {
      name: 'Blora',
      host: 'blora.example.org',
      timezone: 'Asia/Jakarta',
      language: 'id',
    });
    const { token } = (await call('POST', '/api/tokens', { role: 'author', subject: 'blora' })).json;
    for (const path of ['newsrooms', 'newsrooms/blora', 'partners', 'releases', 'tokens']) {
      expect((await call('GET', `/api/${path}`, undefined, token)).status).toBe(404);
    }
  });

  test('every change is in the audit, without a secret', async () => {
    const { call, deps, path } = await withEndpoint();
    await call('POST', `${path}/disable`);
    await call('DELETE', path);
    const records = await deps.audit.list('2026-03-01', { limit: 50 });
    expect(records.map(({ action }) => action)).toEqual([
      'partner.create',
      'endpoint.create',
      'partner.create',
      'token.create',
      'endpoint.disable',
      'endpoint.remove',
    ]);
    expect(JSON.stringify(records)).not.toMatch(/whsec_|token-\d/);
  });
});
