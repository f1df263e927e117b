import { describe, expect, test } from 'vitest';
import type { Delivery } from '#domain/webhook/delivery.ts';
import { deliveryIdOf, webhookIdOf } from '#domain/webhook/ids.ts';
import { makeApiWorld } from './api-world.ts';

type World = Awaited<ReturnType<typeof makeApiWorld>>;
type Page = { deliveries: { id: string; state: string; eventTime: string }[]; next?: string };

/** A partner with two endpoints, and its token. */
async function withEndpoints(): Promise<World & { token: string; ids: string[] }> {
  const world = await makeApiWorld();
  const { json } = await world.call('POST', '/api/partners', {
    id: 'kabar',
    name: 'Kabar',
    contactEmail: 'web@kabar.example',
  });
  const ids: string[] = [];
  for (const path of ['a', 'b']) {
    const made = await world.call('POST', '/api/partners/kabar/endpoints', {
      url: `https://kabar.co.id/${path}`,
    });
    ids.push(made.json.id);
  }
  return { ...world, token: json.token, ids };
}

async function deliver(
  world: World,
  endpointId: string,
  n: number,
  changes: Partial<Delivery> = {},
): Promise<string> {
  const eventTime = changes.eventTime ?? '2026-03-01T08:00:00.000Z';
  const webhookId = webhookIdOf(`blora/r${n}`, { version: 1, event: 'release.published' }, endpointId);
  const deliveryId = deliveryIdOf(endpointId, eventTime, webhookId);
  await world.deps.holders.putDelivery({
    deliveryId,
    endpointId,
    partnerId: 'kabar',
    webhookId,
    eventTime,
    event: 'release.published',
    releaseId: `blora/r${n}`,
    state: 'delivered',
    attempts: 1,
    lastAttemptAt: eventTime,
    expiresAtSeconds: 2_000_000_000,
    ...changes,
  });
  return deliveryId;
}

async function allPages(world: World, query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  for (let page = 0; page < 30; page += 1) {
    const answer = await world.call('GET', `/api/partners/kabar/deliveries?${query}${cursor}`);
    expect(answer.status).toBe(200);
    const { deliveries, next } = answer.json as Page;
    ids.push(...deliveries.map(({ id }) => id));
    if (next === undefined) return ids;
    cursor = `&cursor=${next}`;
  }
  throw new Error('the pages never ended');
}

describe('deliveries', () => {
  test('of a burst in one second are all listed, each once, over both endpoints', async () => {
    const world = await withEndpoints();
    const made: string[] = [];
    for (let n = 0; n < 260; n += 1) made.push(await deliver(world, world.ids[n % 2]!, n));
    expect((await allPages(world, '')).toSorted()).toEqual(made.toSorted());
  });

  test('come newest first, between two times, in one state', async () => {
    const world = await withEndpoints();
    const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
    const made: string[] = [];
    for (let hour = 0; hour < 6; hour += 1) {
      const state = hour % 2 === 0 ? ('delivered' as const) : ('failed' as const);
      made.push(await deliver(world, world.ids[hour % 2]!, hour, { eventTime: at(hour), state }));
    }
    expect(await allPages(world, '')).toEqual(made.toReversed());
    expect(await allPages(world, `since=${at(2)}&until=${at(4)}`)).toEqual(made.slice(2, 5).toReversed());
    expect(
      await allPages(world, 'since=2026-03-01T09:00:00%2B07:00&until=2026-03-01T10:00:00%2B07:00'),
    ).toEqual([made[3], made[2]]);
    expect(await allPages(world, 'state=failed')).toEqual([made[5], made[3], made[1]]);
  });

  test.each([
    ['cursor=x', /^cursor: /],
    ['cursor=e30', /^cursor: /],
    ['since=yesterday', /^since: /],
    ['state=lost', /^state: /],
    ['limit=5', /"?limit"? is not known/],
  ])('refuse ?%s and say why', async (query, says) => {
    const world = await withEndpoints();
    const answer = await world.call('GET', `/api/partners/kabar/deliveries?${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(answer.json.detail).toMatch(says);
  });

  test('one is shown with its failed attempts, to its partner and nobody else', async () => {
    const world = await withEndpoints();
    const [endpointId] = world.ids as [string, string];
    const id = await deliver(world, endpointId, 1, { state: 'retrying' });
    await world.deps.holders.putAttempt({
      deliveryId: id,
      endpointId,
      attempt: 1,
      at: '2026-03-01T08:00:01.000Z',
      kind: 'response',
      why: 'receiver-error',
      status: 500,
      requestHeaders: {},
      bodySha256: 'x',
      durationMs: 3,
      expiresAtSeconds: 2_000_000_000,
    });
    const shown = await world.call('GET', `/api/deliveries/${id}`, undefined, world.token);
    expect(shown.json).toMatchObject({
      id,
      state: 'retrying',
      failedAttempts: [{ attempt: 1, status: 500 }],
    });
    await world.call('POST', '/api/partners', { id: 'lain', name: 'Lain', contactEmail: 'a@lain.example' });
    const other = (await world.call('POST', '/api/tokens', { role: 'partner', subject: 'lain' })).json.token;
    expect((await world.call('GET', `/api/deliveries/${id}`, undefined, other)).status).toBe(404);
    expect((await world.call('GET', `/api/deliveries/${id}x`)).status).toBe(404);
  });
});

describe('tokens', () => {
  test('are stored as hashes, shown once, and end when they are revoked', async () => {
    const world = await withEndpoints();
    const made = (await world.call('POST', '/api/tokens', { role: 'partner', subject: 'kabar' })).json;
    expect(JSON.stringify(await world.deps.partners.listTokens())).not.toContain(`"${made.token}"`);
    expect(JSON.stringify((await world.call('GET', '/api/tokens')).json)).not.toContain(`"${made.token}"`);
    expect((await world.call('GET', '/api/partners/kabar', undefined, made.token)).status).toBe(200);
    expect((await world.call('DELETE', `/api/tokens/${made.id}`)).status).toBe(204);
    expect((await world.call('GET', '/api/partners/kabar', undefined, made.token)).status).toBe(401);
  });

  test.each([
    { role: 'partner', subject: 'nobody' },
    { role: 'author', subject: 'nowhere' },
    { role: 'operator', subject: 'kabar' },
    { role: 'king' },
  ])('are not made for %j', async (body) => {
    const world = await withEndpoints();
    expect((await world.call('POST', '/api/tokens', body)).status).toBe(422);
  });
});

test('whoever changes something is in the audit', async () => {
  const world = await withEndpoints();
  const path = `/api/partners/kabar/endpoints/${world.ids[0]}`;
  await world.call('PATCH', path, { minor: true }, world.token);
  await world.call('DELETE', path, undefined, world.token);
  const records = await world.deps.audit.list('2026-03-01', { limit: 20 });
  expect(
    records.map(({ actor, action }) => [actor.replace(/^operator:[0-9a-f]+$/, 'operator'), action]),
  ).toEqual([
    ['operator', 'partner.create'],
    ['operator', 'endpoint.create'],
    ['operator', 'endpoint.create'],
    ['partner:kabar', 'endpoint.change'],
    ['partner:kabar', 'endpoint.remove'],
  ]);
});

test('a partner that gets advance copies takes formats that carry the text', async () => {
  const world = await withEndpoints();
  const thin = await world.call('PATCH', '/api/partners/kabar', { embargo: 'advance' });
  expect([thin.status, thin.json.detail]).toEqual([
    409,
    expect.stringMatching(/^embargo: 2 of its endpoints/),
  ]);
  for (const id of world.ids) {
    await world.call('PATCH', `/api/partners/kabar/endpoints/${id}`, { format: 'ninjs' });
  }
  expect((await world.call('PATCH', '/api/partners/kabar', { embargo: 'advance' })).status).toBe(200);
  const path = `/api/partners/kabar/endpoints/${world.ids[0]}`;
  const back = await world.call('PATCH', path, { format: 'thin' });
  expect([back.status, back.json.detail]).toEqual([422, expect.stringMatching(/^format: found "thin"/)]);
  const another = await world.call('POST', '/api/partners/kabar/endpoints', { url: 'https://kabar.co.id/c' });
  expect(another.status).toBe(422);
  const stored = await world.deps.partners.getEndpoint(world.ids[0]!);
  expect(stored).toMatchObject({ format: 'ninjs', embargo: 'advance', earlierWishes: [{ format: 'thin' }] });
});

test('a wish, schedule or format that cannot be met is refused with its field', async () => {
  const world = await withEndpoints();
  const post = (body: object) =>
    world.call('POST', '/api/partners/kabar/endpoints', { url: 'https://kabar.co.id/c', ...body });
  for (const [body, says] of [
    [{ format: 'nitf' }, /^format: .*give thin or ninjs/],
    [{ events: ['release.vanished'] }, /^events\.0: /],
    [{ events: [] }, /^events: /],
    [{ filter: { towns: ['x'] } }, /"?towns"? is not known/],
    [{ schedule: [-1] }, /^schedule\.0: /],
    [{ maxAge: 5 }, /^maxAge: /],
    [{ secret: 'mine' }, /"?secret"? is not known/],
  ] as const) {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(answer.json.detail).toMatch(says);
  }
  expect((await world.call('GET', '/api/partners/kabar/endpoints')).json.endpoints).toHaveLength(2);
});
