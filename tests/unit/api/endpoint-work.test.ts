import { describe, expect, test } from 'vitest';
import type { Head } from '#domain/release/head.ts';
import { DRILL } from '#domain/webhook/drill.ts';
import { makeApi } from '../../../functions/api/app.ts';
import { deliverPrompt } from '../../../functions/deliver/deliver-prompt.ts';
import { makeReceiver, type Store } from '../../../examples/receivers/node/index.ts';
import { answered, takes, type Answer } from '../../support/delivery-world.ts';
import { makeMemorySite } from '../../support/memory-site.ts';
import { HOOK, makeJoinedWorld } from './joined-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type World = Awaited<ReturnType<typeof makeJoinedWorld>>;

/** A world whose endpoint has proved itself. */
async function activeWorld(): Promise<World> {
  const world = await makeJoinedWorld();
  await world.pass(MINUTE);
  world.received.length = 0;
  return world;
}

/** Published releases with their places in the network's feed, an hour apart, the first one newest. */
async function publishMany(world: World, count: number, changes: Partial<Head> = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `blora/r${n}`);
  for (const [n, releaseId] of ids.entries()) {
    const at = new Date(Date.parse('2026-02-01T00:00:00Z') - n * HOUR).toISOString();
    await world.publish({ releaseId, updatedAt: at, firstPublicAt: at, ...changes });
    await world.feeds.putPointer({ feedId: 'network', releaseId, firstPublicAt: at, rev: 1 });
  }
  return ids;
}

const idsOf = (world: World): string[] => world.received.map(({ headers }) => headers['webhook-id']!);

describe('a test', () => {
  test('sends one event of each type, marked, once, with nothing of it in the health', async () => {
    const world = await activeWorld();
    world.answers.set(HOOK, () => answered(500));
    const { status, json } = await world.call('POST', `${world.path}/test`);
    expect([status, json.deliveries.length]).toEqual([202, 6]);
    await world.pass(HOUR);
    expect(
      world.received.map(({ body }) => String(body['type'])).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(
      ['corrected', 'embargoed', 'killed', 'published', 'updated', 'withdrawn'].map(
        (one) => `release.${one}`,
      ),
    );
    for (const { body, headers } of world.received) {
      expect([body['test'], headers['webhook-test']]).toEqual([true, 'true']);
    }
    const shown = await world.call('GET', `/api/deliveries/${json.deliveries[0]}`);
    expect(shown.json).toMatchObject({ state: 'failed', test: true, failedAttempts: [{ status: 500 }] });
    expect(await world.partners.getHealth(world.endpointId)).toBeUndefined();
    const again = await world.call('POST', `/api/deliveries/${json.deliveries[0]}/replay`);
    expect(again.status).toBe(422);
  });

  test('of one type sends that one', async () => {
    const world = await activeWorld();
    await world.call('POST', `${world.path}/test`, { event: 'release.killed' });
    await world.settle();
    expect(world.received.map(({ body }) => body['type'])).toEqual(['release.killed']);
  });

  test('needs no body, also from a client that names a type for none', async () => {
    const world = await activeWorld();
    const api = makeApi(world.apiDeps);
    const headers = { authorization: 'Bearer operator-token', 'content-type': 'application/json' };
    for (const work of ['test', 'drill', 'replay', 'rotate-secret']) {
      const { status } = await api.request(`${world.path}/${work}`, { method: 'POST', headers });
      expect({ work, status }).toEqual({ work, status: work === 'rotate-secret' ? 200 : 202 });
    }
  });

  test('goes to no URL that was never proved', async () => {
    const world = await makeJoinedWorld();
    for (const work of ['test', 'drill']) {
      expect((await world.call('POST', `${world.path}/${work}`)).status).toBe(409);
    }
    world.answers.set(HOOK, () => answered(404));
    await world.pass(HOUR);
    expect(new Set(world.received.map(({ body }) => body['type']))).toEqual(new Set(['endpoint.challenge']));
  });
});

describe('a drill', () => {
  /** The Node receiver of the examples, which keeps what it holds in memory. */
  const careful = (secret: string, nowMs: () => number): Answer => taking(secret, nowMs, makeMemorySite());

  const taking = (secret: string, nowMs: () => number, store: Store): Answer => {
    const receiver = makeReceiver({ keys: [secret], store, nowMs });
    return async ({ headers, body }) => {
      const { status, body: answer } = await receiver.receive(headers, body);
      return answered(status, answer);
    };
  };

  async function drilled(answer: (world: World) => Answer) {
    const world = await activeWorld();
    world.answers.set(HOOK, answer(world));
    const { json } = await world.call('POST', `${world.path}/drill`);
    await world.pass(5 * MINUTE);
    const report = await world.call('GET', `${world.path}/drill/${json.id}`);
    const faults = report.json.grades.filter((grade: { passed: boolean }) => !grade.passed);
    return { world, report: report.json, faults };
  }

  test('grades a correct receiver ten out of ten', async () => {
    const { world, report, faults } = await drilled((here) =>
      careful(here.made.json.secret, () => here.clock.now()),
    );
    expect(report).toMatchObject({ state: 'done', passed: 10, of: 10 });
    expect(faults).toEqual([]);
    const ids = idsOf(world);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(DRILL.length - 1);
  });

  test.each<[string, (world: World) => Answer, string[], RegExp]>([
    [
      'verifies nothing',
      () => () => answered(200, { ack: 'removed' }),
      ['forged-signature', 'stale-timestamp'],
      /accepted a/,
    ],
    [
      'accepts a forged signature',
      (world) => {
        const receive = careful(world.made.json.secret, () => world.clock.now());
        return async (request, received) => {
          const outcome = await receive(request, received);
          const ageMs = world.clock.now() - Number(request.headers['webhook-timestamp']) * 1000;
          const isRefused = outcome.kind === 'response' && outcome.status === 401;
          return isRefused && ageMs < 5 * MINUTE ? answered(200) : outcome;
        };
      },
      ['forged-signature'],
      /accepted a forged signature/,
    ],
    [
      'applies version 1 over version 2',
      (world) =>
        taking(world.made.json.secret, () => world.clock.now(), makeMemorySite({ takesOlder: true })),
      ['older-version'],
      /went back from version 2 to version 1/,
    ],
    [
      'doubles a duplicate',
      (world) => taking(world.made.json.secret, () => world.clock.now(), makeMemorySite({ doubles: true })),
      ['duplicate'],
      /published a duplicate a second time/,
    ],
    [
      'ignores a kill',
      (world) => {
        const receive = careful(world.made.json.secret, () => world.clock.now());
        return (request, received) =>
          request.headers['webhook-event-type'] === 'release.killed'
            ? answered(200)
            : receive(request, received);
      },
      ['killed'],
      /does not say that it is gone/,
    ],
    [
      'forgets the time',
      (world) => {
        let now = 0;
        const receive = careful(world.made.json.secret, () => now);
        return (request, received) => {
          now = Number(request.headers['webhook-timestamp']) * 1000;
          return receive(request, received);
        };
      },
      ['stale-timestamp'],
      /accepted a timestamp of an hour ago/,
    ],
    [
      'refuses what it has seen',
      (world) => {
        const seen = new Set<string>();
        const receive = careful(world.made.json.secret, () => world.clock.now());
        return (request, received) => {
          const id = request.headers['webhook-id']!;
          if (seen.has(id)) return answered(409);
          seen.add(id);
          return receive(request, received);
        };
      },
      ['duplicate'],
      /takes every event with 2xx/,
    ],
    [
      'falls over a forgery',
      (world) => {
        const receive = careful(world.made.json.secret, () => world.clock.now());
        return async (request, received) => {
          const outcome = await receive(request, received);
          return outcome.kind === 'response' && outcome.status === 401 ? answered(500) : outcome;
        };
      },
      ['forged-signature', 'stale-timestamp'],
      /refuse it with 401/,
    ],
    [
      'stands behind a firewall',
      () => () => answered(403, '', { 'cf-mitigated': 'challenge' }),
      DRILL.map(({ name }) => name),
      /Cloudflare/,
    ],
  ])('finds the fault of one that %s', async (_, answer, names, says) => {
    const { faults } = await drilled(answer);
    expect(faults.map(({ name }: { name: string }) => name)).toEqual(names);
    for (const fault of faults) expect(fault.says).toMatch(says);
    const severe = faults.filter((fault: { severe?: boolean }) => fault.severe).length;
    expect(severe).toBe(/accepted/.test(String(says)) ? names.length : 0);
  });

  test('goes on where it was cut off for want of time, and sends no step twice', async () => {
    const world = await activeWorld();
    const { json } = await world.call('POST', `${world.path}/drill`);
    const [message] = world.prompts.take('bulk');
    let calls = 0;
    await deliverPrompt(world.deliverDeps, message!.prompt, () => ((calls += 1) > 4 ? 10_000 : 60_000));
    expect(world.received).toHaveLength(3);
    await world.pass(5 * MINUTE);
    expect(world.received).toHaveLength(10);
    expect((await world.call('GET', `${world.path}/drill/${json.id}`)).json).toMatchObject({ state: 'done' });
  });
});

describe('a replay', () => {
  test('of what was given up is tried with a full budget, under the same webhook-id', async () => {
    const world = await activeWorld();
    const [id] = await publishMany(world, 1, { updatedAt: '2026-03-01T08:00:01.000Z' });
    await world.call('PATCH', world.path, { schedule: [0, 5] });
    world.answers.set(HOOK, () => answered(500));
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: id! }]);
    await world.pass(HOUR);
    expect(world.received).toHaveLength(2);
    const { json } = await world.call('POST', `${world.path}/replay`);
    await world.pass(3 * MINUTE);
    expect(world.received).toHaveLength(4);
    expect(new Set(idsOf(world)).size).toBe(1);
    expect(world.received.at(-1)?.headers['webhook-replay']).toBe('true');
    const progress = await world.call('GET', `${world.path}/replay/${json.id}`);
    expect(progress.json).toMatchObject({ state: 'done', prompted: 1 });
    world.answers.set(HOOK, takes);
    await world.call('POST', `${world.path}/replay`, { states: ['failed'] });
    await world.pass(MINUTE);
    const [delivery] = await world.holders.listDeliveries(world.endpointId, { limit: 1 });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 5 });
    expect(await world.holders.listAttempts(world.endpointId, delivery!.deliveryId)).toHaveLength(4);
  });

  test('backfills a new endpoint with all there is, page by page, each once', async () => {
    const world = await activeWorld();
    const ids = await publishMany(world, 230);
    const { json } = await world.call('POST', `${world.path}/replay`, { states: ['never'] });
    await world.pass(5 * MINUTE);
    expect(new Set(idsOf(world)).size).toBe(ids.length);
    expect(world.received).toHaveLength(ids.length);
    expect((await world.call('GET', `${world.path}/replay/${json.id}`)).json).toMatchObject({
      state: 'done',
      seen: 230,
      prompted: 230,
    });
    await world.call('POST', `${world.path}/replay`, { states: ['never'] });
    await world.pass(5 * MINUTE);
    expect(world.received).toHaveLength(ids.length);
  });

  test('of a range tells the delivered ones again, the same bytes, only within it', async () => {
    const world = await activeWorld();
    const ids = await publishMany(world, 6);
    await world.call('POST', `${world.path}/replay`, { states: ['never'] });
    await world.pass(MINUTE);
    const first = new Map(world.received.map(({ headers, raw }) => [headers['webhook-id'], raw]));
    world.received.length = 0;
    const range = { since: '2026-01-31T21:00:00Z', until: '2026-01-31T23:00:00Z', states: ['delivered'] };
    await world.call('POST', `${world.path}/replay`, range);
    await world.pass(MINUTE);
    expect(ids).toHaveLength(6);
    expect(world.received).toHaveLength(3);
    for (const { headers, raw } of world.received) expect(raw).toBe(first.get(headers['webhook-id']));
  });

  test('of one delivery tells that release once more, and never an older truth', async () => {
    const world = await activeWorld();
    await world.publish({ updatedAt: '2026-03-01T08:00:30.000Z' });
    await world.announce();
    await world.settle();
    const [delivery] = await world.holders.listDeliveries(world.endpointId, { limit: 1 });
    const replay = () => world.call('POST', `/api/deliveries/${delivery!.deliveryId}/replay`);
    expect((await replay()).status).toBe(202);
    await world.settle();
    expect(idsOf(world)[1]).toBe(idsOf(world)[0]);
    await world.change('kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await replay();
    await world.pass(MINUTE);
    expect(world.received.map(({ body }) => body['type'])).toEqual([
      'release.published',
      'release.published',
      'release.killed',
    ]);
    await replay();
    await world.pass(MINUTE);
    expect(world.received.at(-1)?.body['type']).toBe('release.killed');
    expect(world.received).toHaveLength(4);
  });

  test('that got no connection goes on by its schedule, and a duplicated prompt changes nothing', async () => {
    const world = await activeWorld();
    await publishMany(world, 1, { updatedAt: '2026-03-01T08:00:30.000Z' });
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: 'blora/r0' }]);
    await world.settle();
    world.answers.set(HOOK, () => ({ kind: 'connect-failed', detail: 'x', durationMs: 1 }));
    const prompt = {
      prompt: 'deliver',
      releaseId: 'blora/r0',
      endpointId: world.endpointId,
      replay: 'one',
    } as const;
    await world.prompts.send('bulk', [prompt]);
    await world.pass(30_000);
    world.answers.set(HOOK, takes);
    await world.pass(5 * MINUTE);
    const told = world.received.length;
    await world.prompts.send('bulk', [prompt, prompt]);
    await world.pass(5 * MINUTE);
    expect(world.received).toHaveLength(told);
    expect(await world.holders.getHolder('blora/r0', world.endpointId)).toMatchObject({ replayed: 'one' });
  });

  test('needs an endpoint that takes something', async () => {
    const world = await activeWorld();
    await world.call('POST', `${world.path}/disable`);
    expect((await world.call('POST', `${world.path}/replay`)).status).toBe(409);
  });
});

test('holdings are what an endpoint should show now, and what it must not show any more', async () => {
  const world = await activeWorld();
  await publishMany(world, 60);
  await world.call('POST', `${world.path}/replay`, { states: ['never'] });
  await world.pass(2 * MINUTE);
  const killed = (await world.releases.getHead('blora/r1'))!;
  await world.releases.putHead(
    {
      ...killed,
      state: 'killed',
      version: 2,
      prev: 1,
      kind: 'kill',
      rev: 2,
      killed: { at: 'x', reason: 'y' },
    },
    1,
  );
  const first = await world.call('GET', `${world.path}/holdings`);
  expect(first.json.holdings).toHaveLength(50);
  expect(first.json.holdings[0]).toEqual({
    uri: killed.uri,
    version: 1,
    state: 'published',
    toldVersion: 1,
  });
  expect(first.json.holdings[1]).toMatchObject({ state: 'killed', version: 2, toldVersion: 1 });
  const rest = await world.call('GET', `${world.path}/holdings?cursor=${first.json.next}`);
  expect(rest.json.holdings).toHaveLength(10);
  expect(rest.json.next).toBeUndefined();
});
