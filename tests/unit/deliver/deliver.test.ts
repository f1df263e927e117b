import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { deriveSecret } from '#domain/webhook/secret.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { TransientError } from '#platform/errors.ts';
import { answered, Crash, makeDeliveryWorld, RELEASE, takes } from '../../support/delivery-world.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REFUSED: Outcome = { kind: 'connect-failed', detail: 'ECONNREFUSED', durationMs: 1 };
const LOST: Outcome = { kind: 'timed-out', phase: 'headers', detail: 'no answer', durationMs: 15_000 };
const { url } = anEndpoint();

type World = ReturnType<typeof makeDeliveryWorld>;

/** A world with one endpoint and one release that is announced. */
async function announcedWorld(prepare: (world: World) => void = () => undefined): Promise<World> {
  const world = makeDeliveryWorld();
  await world.endpoint();
  prepare(world);
  await world.publish();
  await world.announce();
  return world;
}

async function changeAndAnnounce(world: World, ...change: Parameters<World['change']>): Promise<void> {
  await world.change(...change);
  await world.announce();
}

describe('a webhook', () => {
  it('is signed, and its holder, delivery and nothing else stand afterwards', async () => {
    const world = await announcedWorld();
    await world.settle();
    const [{ headers, raw, atMs }] = world.received as [World['received'][number]];
    const root = (await world.deliverDeps.keyring.roots())[0]!;
    const library = new Webhook(deriveSecret(root.secret, 'ep-1', 1));
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(atMs / 1000)));
    const signatureOf = (id: string): string => library.sign(id, new Date(atMs), raw);
    expect(headers['webhook-signature']!.split(' ')[0]).toBe(signatureOf(headers['webhook-id']!));
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1a,\S+$/);
    expect(headers['webhook-key-ids']).toBe('ep-1.1');
    expect(await world.holder()).toEqual({
      releaseId: RELEASE,
      endpointId: 'ep-1',
      rev: 2,
      told: { version: 1, event: 'release.published' },
    });
    const [delivery, ...others] = await world.holders.listDeliveries('ep-1', { limit: 9 });
    expect(delivery).toMatchObject({
      webhookId: headers['webhook-id'],
      state: 'delivered',
      status: 200,
      attempts: 1,
      version: 1,
      partnerId: 'daily',
    });
    expect([others, await world.holders.listAttempts('ep-1', delivery!.deliveryId)]).toEqual([[], []]);
    expect(world.attempts).toEqual(['delivered']);
  });

  it('is counted request by request, by what its delivery is after it', async () => {
    const world = await announcedWorld();
    const answers = [503, 503, 200];
    world.answers.set(url, () => answered(answers.shift() ?? 200));
    await world.pass(2 * HOUR);
    expect(world.attempts).toEqual(['retrying', 'retrying', 'delivered']);
    world.answers.set(url, () => answered(400));
    await changeAndAnnounce(world, 'update');
    await world.pass(110 * HOUR);
    expect(world.attempts.slice(3)).toEqual([...Array(10).fill('retrying'), 'failed']);
  });

  it('is not sent twice for two prompts', async () => {
    const world = await announcedWorld();
    await world.announce();
    await world.settle();
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('of a minor change goes only where minor is asked for', async () => {
    const world = await announcedWorld();
    const keen = await world.endpoint({ endpointId: 'ep-2', url: 'https://keen.example.org/', minor: true });
    await world.settle();
    await changeAndAnnounce(world, 'minor');
    await world.settle();
    expect([world.sentTo(), world.sentTo(keen)]).toEqual([['published@1'], ['published@1', 'updated@2']]);
  });

  it('says withdrawn to a holder whose filter the release has left', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ filter: { categories: ['trade'] } });
    await world.publish({ categories: ['trade'] });
    await world.announce();
    await world.settle();
    await changeAndAnnounce(world, 'update', 'published', { categories: ['city'] });
    await world.settle();
    await changeAndAnnounce(world, 'update', 'published', { categories: ['trade'] });
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'withdrawn@2', 'published@3']);
  });

  it('waits until what it links to is public', async () => {
    const world = await announcedWorld(({ deliverDeps }) => {
      deliverDeps.isVersionPublic = async () => false;
    });
    await world.settle();
    expect([world.sentTo(), await world.holder()]).toEqual([[], undefined]);
    world.deliverDeps.isVersionPublic = async (key) => key.endsWith('/v1.json');
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1']);
  });
});

describe('a crash', () => {
  it('between HOLDER and the request loses nothing (H1)', async () => {
    let crashes = 1;
    const world = await announcedWorld(({ hooks }) => {
      hooks.beforePost = async () => {
        if ((crashes -= 1) >= 0) throw new Crash();
      };
    });
    await world.settle();
    expect(await world.holder()).toMatchObject({ trying: { version: 1, attempt: 1 } });
    await world.pass(3 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1']);
    expect(await world.holder()).not.toHaveProperty('trying');
    expect(await world.holders.listDeliveries('ep-1', { limit: 9 })).toMatchObject([{ attempts: 2 }]);
    expect(world.deadLetters).toEqual([]);
  });

  it('after the request, before anything is written, sends the same id and the same bytes again', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    const { putDelivery } = world.deliverDeps.holders;
    let crashes = 1;
    world.deliverDeps.holders = {
      ...world.deliverDeps.holders,
      putDelivery: async (delivery) => {
        if ((crashes -= 1) >= 0) throw new Crash();
        await putDelivery(delivery);
      },
    };
    await world.publish();
    await world.announce();
    await world.pass(5 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1', 'published@1']);
    const [first, second] = world.received;
    expect(second?.raw).toBe(first?.raw);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await world.holder()).toMatchObject({ told: { version: 1 } });
  });

  it.each(['putHolder', 'putAttempt', 'putDelivery'] as const)(
    'in %s while a failure is recorded keeps the retry',
    async (call) => {
      const world = makeDeliveryWorld();
      await world.endpoint();
      world.answers.set(url, () => answered(world.received.length === 1 ? 500 : 200));
      const holders = world.deliverDeps.holders;
      let calls = 0;
      world.deliverDeps.holders = {
        ...holders,
        [call]: async (...args: never[]) => {
          if (world.received.length === 1 && (calls += 1) === 1) throw new Crash();
          return (holders[call] as (...all: never[]) => Promise<unknown>)(...args);
        },
      };
      await world.publish();
      await world.announce();
      await world.pass(10 * MINUTE);
      expect(calls).toBeGreaterThan(0);
      expect(world.sentTo()).toEqual(['published@1', 'published@1']);
      expect(await world.holder()).toEqual(
        expect.objectContaining({ told: { version: 1, event: 'release.published' } }),
      );
      expect(await world.holder()).not.toHaveProperty('trying');
    },
  );
});

describe('our own fault', () => {
  it.each<[string, (world: World) => void]>([
    [
      'a sender that cannot send',
      (world) => {
        world.hooks.beforePost = () => {
          throw new TransientError('The sender could not send.', { code: 'EMFILE' });
        };
      },
    ],
    [
      'a keyring that cannot be read',
      (world) => {
        world.deliverDeps.keyring = {
          roots: () => Promise.reject(new TransientError('Try later.', { code: 'Throttled' })),
        };
      },
    ],
  ])('is no attempt: %s', async (_, breakIt) => {
    const world = await announcedWorld();
    const { keyring } = world.deliverDeps;
    breakIt(world);
    await world.settle();
    expect([world.received, await world.holder()]).toEqual([[], undefined]);
    expect(await world.partners.getHealth('ep-1')).toBeUndefined();
    expect(world.deadLetters).toHaveLength(1);
    delete world.hooks.beforePost;
    world.deliverDeps.keyring = keyring;
    await world.pass(2 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1']);
    expect(await world.holders.listDeliveries('ep-1', { limit: 9 })).toMatchObject([{ attempts: 1 }]);
  });
});

describe('a lost reply', () => {
  it('brings the same webhook again: same id, same bytes, another timestamp', async () => {
    const world = await announcedWorld(({ answers }) => {
      answers.set(url, (request, received) =>
        received.headers['webhook-timestamp'] === '1772352000' ? LOST : takes(request, received),
      );
    });
    await world.pass(MINUTE);
    const [first, second] = world.received;
    expect(world.received).toHaveLength(2);
    expect(second?.raw).toBe(first?.raw);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
  });

  it('is not forgotten when a minor change follows that nobody asked for', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => LOST));
    await world.settle();
    await changeAndAnnounce(world, 'minor');
    world.answers.set(url, takes);
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'published@2']);
  });

  it('of a first publication is followed by the withdrawal', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => LOST));
    await world.settle();
    await world.change('withdrawal', 'withdrawn');
    world.answers.set(url, takes);
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'withdrawn@2']);
    await world.pass(80 * HOUR);
    expect(world.sentTo()).toHaveLength(2);
  });

  it('of a withdrawal does not keep a restored release from its holder', async () => {
    const world = await announcedWorld();
    await world.settle();
    world.answers.set(url, () => LOST);
    await changeAndAnnounce(world, 'withdrawal', 'withdrawn');
    await world.settle();
    world.answers.set(url, takes);
    await changeAndAnnounce(world, 'restore');
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'withdrawn@2', 'published@3']);
  });
});

describe('a request that surely did not arrive', () => {
  it('leaves no holder to be told of a withdrawal (H15), and keeps its retry', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => REFUSED));
    await world.settle();
    expect(await world.holder()).toMatchObject({ next: expect.any(String) as string });
    expect(await world.holder()).not.toHaveProperty('trying');
    world.answers.set(url, takes);
    await changeAndAnnounce(world, 'withdrawal', 'withdrawn');
    await world.pass(80 * HOUR);
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('is sent once its endpoint is back', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => REFUSED));
    await world.pass(10 * MINUTE);
    world.answers.set(url, takes);
    await world.pass(40 * MINUTE);
    expect(world.sentTo()).toEqual(Array.from({ length: 5 }, () => 'published@1'));
    expect(await world.holder()).toMatchObject({ told: { version: 1 } });
  });
});

describe('a prompt that comes before its time', () => {
  it('is put off with a message of its own, since the clock is about to delete the item that it came from', async () => {
    const world = makeDeliveryWorld();
    const { url, endpointId } = await world.endpoint({ schedule: [0, 300] });
    world.answers.set(url, () => answered(503));
    await world.publish();
    await world.announce();
    await world.settle();
    const planned = await world.holders.getHolder(RELEASE, endpointId);
    world.answers.set(url, () => answered(200));
    world.clock.set(Date.parse(planned?.next ?? '') - 3_000);
    const prompt = { prompt: 'deliver', releaseId: RELEASE, endpointId } as const;
    await world.handle({ queue: 'deliveries', prompt, visibleAtMs: 0 });
    expect(world.received).toHaveLength(1);
    for (let shard = 0; shard < 16; shard += 1) {
      for (const due of await world.due.listDue(shard, '2027', 10)) await world.due.removeDue(due);
    }
    await world.pass(10_000);
    expect(world.received).toHaveLength(2);
  });
});

describe('news that come while something is under way', () => {
  it('kill a send between its two looks at LATEST', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    const holders = world.deliverDeps.holders;
    let isKilled = false;
    world.deliverDeps.holders = {
      ...holders,
      putHolder: async (holder, rev) => {
        const written = await holders.putHolder(holder, rev);
        if (!isKilled) {
          isKilled = true;
          await changeAndAnnounce(world, 'kill', 'killed', {
            killed: { at: 'x', reason: 'A court says so.' },
          });
        }
        return written;
      },
    };
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual([]);
    expect(await world.holder()).toBeUndefined();
  });

  it('kill after a send in flight, whose late answer changes nothing', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    world.answers.set(url, (request, received) =>
      received.body['type'] === 'release.published'
        ? new Promise((resolve) => (answer = resolve))
        : takes(request, received),
    );
    const inFlight = world.handle({
      queue: 'deliveries',
      prompt: { prompt: 'deliver', releaseId: RELEASE, endpointId: 'ep-1' },
      visibleAtMs: 0,
    });
    await expect.poll(() => world.received.length).toBe(1);
    await changeAndAnnounce(world, 'kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'killed@2']);
    answer(answered(200));
    await inFlight;
    expect(await world.holder()).toMatchObject({ told: { version: 2, event: 'release.killed' } });
    expect(await world.holder()).not.toHaveProperty('trying');
    await world.announce();
    await world.pass(80 * HOUR);
    expect(world.sentTo()).toHaveLength(2);
  });

  it.each<[string, Outcome]>([
    ['is refused', answered(500)],
    ['got lost', LOST],
    ['did not arrive', REFUSED],
    ['is asked to stop', answered(500, '', { 'webhook-delivery': 'abort-message' })],
  ])('stand, when an older request %s late', async (_, late) => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    world.answers.set(url, (request, received) =>
      received.body['type'] === 'release.published'
        ? new Promise((resolve) => (answer = resolve))
        : takes(request, received),
    );
    const prompt = { prompt: 'deliver', releaseId: RELEASE, endpointId: 'ep-1' };
    const inFlight = world.handle({ queue: 'deliveries', prompt, visibleAtMs: 0 });
    await expect.poll(() => world.received.length).toBe(1);
    await changeAndAnnounce(world, 'kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await world.settle();
    const told = await world.holder();
    answer(late);
    await inFlight;
    expect(await world.holder()).toEqual(told);
    await world.pass(80 * HOUR);
    expect(world.sentTo()).toEqual(['published@1', 'killed@2']);
  });

  it('never swallow a correction, whatever follows it', async () => {
    const world = await announcedWorld();
    await world.settle();
    world.answers.set(url, () => REFUSED);
    await changeAndAnnounce(world, 'correction', 'published', { note: 'The year.' });
    await world.settle();
    await changeAndAnnounce(world, 'minor');
    await world.settle();
    world.answers.set(url, takes);
    await world.pass(2 * HOUR);
    expect(world.sentTo().at(-1)).toBe('corrected@3');
    expect(world.received.at(-1)?.body).toMatchObject({
      data: { note: 'The year.', version: 3, previousVersion: 2 },
    });
    expect(await world.holder()).toMatchObject({ told: { version: 3, event: 'release.corrected' } });
  });

  it('do not wait for the retry of what is old by now', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => LOST));
    await world.pass(3 * HOUR);
    const before = world.received.length;
    world.answers.set(url, takes);
    await changeAndAnnounce(world, 'kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await world.settle();
    expect(world.sentTo().slice(before)).toEqual(['killed@2']);
  });

  it('let a second prompt for the same webhook wait instead of sending it twice at once', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const world = await announcedWorld(({ answers }) =>
      answers.set(url, () => new Promise((resolve) => (answer = resolve))),
    );
    const settled = world.settle();
    await expect.poll(() => world.received.length).toBe(1);
    await world.handle({
      queue: 'deliveries',
      prompt: { prompt: 'deliver', releaseId: RELEASE, endpointId: 'ep-1' },
      visibleAtMs: 0,
    });
    answer(answered(200));
    await settled;
    await world.pass(5 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1']);
  });
});

describe('a failing endpoint', () => {
  it('is tried 11 times, no earlier than the schedule says and at most a fifth later, then not again', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => answered(500, 'oops')));
    await world.pass(120 * HOUR);
    const times = world.received.map(({ atMs }) => atMs);
    const waits = times.slice(1).map((at, index) => (at - times[index]!) / 1000);
    const schedule = [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(waits).toHaveLength(schedule.length);
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(schedule[index]!);
      expect(wait).toBeLessThanOrEqual(schedule[index]! * 1.2 + 1);
    });
    const [delivery] = await world.holders.listDeliveries('ep-1', { limit: 1 });
    expect(delivery).toMatchObject({ state: 'failed', attempts: 11, status: 500 });
    expect(delivery).not.toHaveProperty('next');
    const attempts = await world.holders.listAttempts('ep-1', delivery!.deliveryId);
    expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual(
      Array.from({ length: 11 }, (_, n) => [n + 1, 500]),
    );
    expect(attempts.map(({ why, ended }) => [why, ended])).toEqual([
      ...Array.from({ length: 10 }, () => ['receiver-error', undefined]),
      ['receiver-error', 'too-often'],
    ]);
    expect(await world.partners.getHealth('ep-1')).toMatchObject({ lastWhy: 'receiver-error' });
    await world.announce(1);
    await world.pass(HOUR);
    expect([world.received.length, world.repairs]).toEqual([11, []]);
    world.answers.set(url, takes);
    await changeAndAnnounce(world, 'minor');
    await world.settle();
    expect(world.sentTo().at(-1)).toBe('published@2');
  });

  it('hears of a kill within a day after it is back, whatever its own schedule and however long it was away', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ schedule: [0], maxAgeSeconds: 60 });
    await world.publish();
    await world.announce();
    await world.settle();
    world.answers.set(url, () => answered(500));
    await changeAndAnnounce(world, 'kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await world.pass(8 * 24 * HOUR);
    world.answers.set(url, takes);
    await world.pass(29 * HOUR);
    expect(await world.holder()).toMatchObject({ told: { event: 'release.killed' } });
  });

  it('that says 429 is left alone with everything, as long as it asks', async () => {
    const world = await announcedWorld(({ answers }) =>
      answers.set(url, () => answered(429, '', { 'retry-after': '1800' })),
    );
    await world.settle();
    world.answers.set(url, takes);
    await changeAndAnnounce(world, 'update');
    await world.pass(29 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1']);
    await world.pass(10 * MINUTE);
    expect(world.sentTo()).toEqual(['published@1', 'published@2']);
    expect(world.repairs).toEqual([]);
  });

  it('that is gone twice is disabled, and told everything once it is back', async () => {
    const world = await announcedWorld(({ answers }) => answers.set(url, () => answered(410)));
    await world.pass(10 * MINUTE);
    expect(world.received).toHaveLength(2);
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({
      state: 'disabled',
      disabled: { why: 'gone' },
    });
    expect(await world.holders.listParked('ep-1')).toEqual([RELEASE]);
    await changeAndAnnounce(world, 'correction', 'published', { note: 'The year.' });
    await world.pass(HOUR);
    expect(world.received).toHaveLength(2);
    world.answers.set(url, takes);
    await world.changeEndpoint('ep-1', { state: 'active' });
    await world.prompts.send('urgent', [{ prompt: 'enable', endpointId: 'ep-1' }]);
    await world.settle();
    expect(world.sentTo().slice(2)).toEqual(['published@2']);
    expect(await world.holders.listParked('ep-1')).toEqual([]);
  });

  it('keeps nothing secret and nothing endless in its log', async () => {
    const world = await announcedWorld(({ answers }) =>
      answers.set(url, () =>
        answered(500, `echo whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ${'x'.repeat(16_384)}`, {
          'set-cookie': 'session=1',
          'x-api-key': 'k1',
          'x-big': 'y'.repeat(16_000),
        }),
      ),
    );
    await world.settle();
    const [delivery] = await world.holders.listDeliveries('ep-1', { limit: 1 });
    const [attempt] = await world.holders.listAttempts('ep-1', delivery!.deliveryId);
    const written = JSON.stringify([delivery, attempt]);
    expect(written).not.toMatch(/v1,|whsec_|session=1|k1/);
    expect(written.length).toBeLessThan(20_000);
    expect(Buffer.byteLength(JSON.stringify(delivery))).toBeLessThanOrEqual(1_024);
  });

  it('has each failed attempt in its log, as it was made, with what came back and what follows', async () => {
    const world = await announcedWorld(({ answers }) =>
      answers.set(url, () => ({
        ...answered(403, '<title>Just a moment</title>', {
          'cf-mitigated': 'challenge',
          server: 'cloudflare',
        }),
        address: '203.0.113.9',
        timings: { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 9 },
      })),
    );
    await world.settle();
    const [delivery] = await world.holders.listDeliveries('ep-1', { limit: 1 });
    const [attempt] = await world.holders.listAttempts('ep-1', delivery!.deliveryId);
    const [{ headers, raw, atMs }] = world.received as [World['received'][number]];
    expect(attempt).toEqual({
      deliveryId: delivery!.deliveryId,
      endpointId: 'ep-1',
      attempt: 1,
      at: new Date(atMs).toISOString(),
      kind: 'response',
      why: 'firewall',
      firewall: 'Cloudflare',
      status: 403,
      requestHeaders: { ...headers, 'webhook-signature': '[masked]' },
      bodySha256: createHash('sha256').update(raw).digest('hex'),
      responseHeaders: { 'cf-mitigated': 'challenge', server: 'cloudflare' },
      responseBody: '<title>Just a moment</title>',
      address: '203.0.113.9',
      timings: { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 9 },
      durationMs: 5,
      next: delivery!.next,
      expiresAtSeconds: Math.floor(atMs / 1000) + 90 * 86_400,
    });
  });

  it('gets at most 4 requests at once', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    let [now, most] = [0, 0];
    world.answers.set(url, async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return answered(200);
    });
    const ids = Array.from({ length: 20 }, (_, n) => `blora/r${n}`);
    for (const releaseId of ids) await world.publish({ releaseId });
    await Promise.all(
      ids.map((releaseId) =>
        world.handle({
          queue: 'deliveries',
          prompt: { prompt: 'deliver', releaseId, endpointId: 'ep-1' },
          visibleAtMs: 0,
        }),
      ),
    );
    expect([most, world.received.length]).toEqual([4, 20]);
  });
});

describe('a disabled endpoint', () => {
  it('is owed what it missed: kills first, each once, when it is enabled', async () => {
    const world = await announcedWorld();
    await world.publish({ releaseId: 'blora/other' });
    await world.settle();
    await world.changeEndpoint('ep-1', { state: 'disabled' });
    await world.prompts.send('changes', [{ prompt: 'announce', releaseId: 'blora/other' }]);
    await changeAndAnnounce(world, 'kill', 'killed', { killed: { at: 'x', reason: 'A court says so.' } });
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1']);
    expect(await world.holders.listParked('ep-1')).toEqual([RELEASE, 'blora/other']);
    const order: string[] = [];
    const { holders, prompts } = world.deliverDeps;
    world.deliverDeps.prompts = {
      send: (queue, ...rest) => (order.push(queue), prompts.send(queue, ...rest)),
    };
    world.deliverDeps.holders = {
      ...holders,
      removeParked: (...parked) => (order.push('removed'), holders.removeParked(...parked)),
    };
    await world.changeEndpoint('ep-1', { state: 'active' });
    await world.handle({ queue: 'urgent', prompt: { prompt: 'enable', endpointId: 'ep-1' }, visibleAtMs: 0 });
    expect(order).toEqual(['urgent', 'removed', 'deliveries', 'removed']);
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1', 'killed@2', 'published@1']);
    expect(await world.holders.listParked('ep-1')).toEqual([]);
  });

  it('that is enabled while its delivery is being parked is told at once', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ state: 'disabled' });
    const holders = world.deliverDeps.holders;
    world.deliverDeps.holders = {
      ...holders,
      putParked: async (...parked) => {
        await world.changeEndpoint('ep-1', { state: 'active' });
        await holders.putParked(...parked);
      },
    };
    await world.publish();
    await world.announce();
    await world.settle();
    expect(world.sentTo()).toEqual(['published@1']);
  });

  it('that is disabled again while it is being enabled loses nothing', async () => {
    const world = await announcedWorld();
    await world.changeEndpoint('ep-1', { state: 'disabled' });
    await world.settle();
    await world.changeEndpoint('ep-1', { state: 'active' });
    const { removeParked } = world.deliverDeps.holders;
    world.deliverDeps.holders = {
      ...world.deliverDeps.holders,
      removeParked: async (endpointId, releaseId) => {
        await world.changeEndpoint('ep-1', { state: 'disabled' });
        // the prompt was faster than the removal: deliver parks what is then removed
        await world.handle({
          queue: 'deliveries',
          prompt: { prompt: 'deliver', releaseId, endpointId },
          visibleAtMs: 0,
        });
        await removeParked(endpointId, releaseId);
      },
    };
    await world.handle({ queue: 'urgent', prompt: { prompt: 'enable', endpointId: 'ep-1' }, visibleAtMs: 0 });
    expect(world.sentTo()).toEqual([]);
    expect(await world.holders.listParked('ep-1')).toEqual([RELEASE]);
  });

  it('that disables itself is owed what it did not take', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    world.answers.set(url, () => answered(500, '', { 'webhook-delivery': 'disable' }));
    await world.handle({
      queue: 'deliveries',
      prompt: { prompt: 'deliver', releaseId: RELEASE, endpointId: 'ep-1' },
      visibleAtMs: 0,
    });
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({
      state: 'disabled',
      disabled: { why: 'told-to-stop' },
    });
    expect(await world.holders.listParked('ep-1')).toEqual([RELEASE]);
  });

  it('is sent what was given up before, too, when it is enabled', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ schedule: [0, 5] });
    world.answers.set(url, () => answered(500));
    await world.publish();
    await world.announce();
    await world.pass(HOUR);
    expect(await world.holder()).toMatchObject({ failed: { over: true, attempts: 2 } });
    await world.changeEndpoint('ep-1', { state: 'disabled' });
    await world.changeEndpoint('ep-1', { state: 'active' });
    await world.prompts.send('urgent', [{ prompt: 'enable', endpointId: 'ep-1' }]);
    await world.settle();
    expect(world.received).toHaveLength(3);
    world.answers.set(url, takes);
    await world.pass(MINUTE);
    expect(world.sentTo()).toHaveLength(4);
    expect(await world.holder()).toMatchObject({ told: { version: 1, event: 'release.published' } });
    expect(await world.holders.listParked('ep-1')).toEqual([]);
  });

  it('is sent what was given up, though the worker that enables it dies half-way', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint({ schedule: [0] });
    world.answers.set(url, () => answered(500));
    await world.publish();
    await world.announce();
    await world.settle();
    const { prompts } = world.deliverDeps;
    let crashes = 1;
    world.deliverDeps.prompts = {
      async send(...sent) {
        if ((crashes -= 1) >= 0) throw new Crash();
        await prompts.send(...sent);
      },
    };
    world.answers.set(url, takes);
    await world.prompts.send('urgent', [{ prompt: 'enable', endpointId: 'ep-1' }]);
    await world.pass(5 * MINUTE);
    expect(await world.holder()).toMatchObject({ told: { version: 1 } });
  });

  it('that was removed is told nothing', async () => {
    const world = await announcedWorld();
    await world.partners.removeEndpoint('ep-1');
    await world.prompts.send('deliveries', [{ prompt: 'deliver', releaseId: RELEASE, endpointId: 'ep-1' }]);
    await world.settle();
    expect([world.received, world.deadLetters]).toEqual([[], []]);
  });
});
