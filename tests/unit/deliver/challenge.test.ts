import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { deriveSecret } from '#domain/webhook/secret.ts';
import {
  answered,
  Crash,
  makeDeliveryWorld,
  RELEASE,
  START,
  takes,
  type Answer,
} from '../../support/delivery-world.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const HOUR = 3_600_000;
const { url } = anEndpoint();
const since = new Date(START).toISOString();

type World = ReturnType<typeof makeDeliveryWorld>;

/** A pending endpoint that is asked 5 s from now, and one release that it will be owed. */
async function pendingWorld(answer: Answer = takes): Promise<World> {
  const world = makeDeliveryWorld();
  const { verifiedAt: _, ...pending } = anEndpoint({
    state: 'pending',
    createdAt: since,
    challenge: { since, attempt: 0 },
  });
  await world.partners.putEndpoint(pending, 0);
  world.answers.set(url, answer);
  await world.prompts.send('urgent', [{ prompt: 'challenge', endpointId: 'ep-1' }], { delaySeconds: 5 });
  await world.publish();
  await world.announce();
  return world;
}

const challenges = (world: World): World['received'] =>
  world.received.filter(({ body }) => body['type'] === 'endpoint.challenge');

describe('a challenge', () => {
  it('is signed, activates the endpoint that echoes it, and brings what was collected', async () => {
    const world = await pendingWorld();
    await world.pass(4_000);
    expect(world.received).toEqual([]);
    expect(await world.holders.listParked('ep-1')).toEqual([RELEASE]);
    await world.pass(2_000);
    const [{ headers, raw, atMs, body }] = challenges(world) as [World['received'][number]];
    const root = (await world.deliverDeps.keyring.roots())[0]!;
    const library = new Webhook(deriveSecret(root.secret, 'ep-1', 1));
    expect(headers['webhook-signature']!.split(' ')[0]).toBe(
      library.sign(headers['webhook-id']!, new Date(atMs), raw),
    );
    expect(body).toMatchObject({
      id: headers['webhook-id'],
      timestamp: since,
      data: { challenge: expect.stringMatching(/^[\w-]{43}$/) as string },
    });
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({
      state: 'active',
      verifiedAt: expect.any(String) as string,
    });
    expect(await world.partners.getEndpoint('ep-1')).not.toHaveProperty('challenge');
    expect(world.sentTo()).toEqual(['endpoint.challenge@', 'published@1']);
    expect(await world.holders.listParked('ep-1')).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['a 2xx without it', () => answered(200)],
    ['another one', () => answered(200, { challenge: 'x' })],
    ['it in a 500', (request, received) => ({ ...takes(request, received), status: 500 }) as Outcome],
    ['it in a list', (_, { body }) => answered(200, [body['data'] as object])],
    ['null', () => answered(200, 'null')],
    ['a redirect', () => answered(302, '', { location: 'https://elsewhere.example.org/' })],
    ['no connection', () => ({ kind: 'connect-failed', detail: 'ECONNREFUSED', durationMs: 1 })],
  ])('that is answered with %s activates nothing and is asked again', async (_, answer) => {
    const world = await pendingWorld(answer);
    await world.pass(30_000);
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({ state: 'pending' });
    expect(challenges(world).length).toBe(2);
    expect(new Set(challenges(world).map(({ raw }) => raw)).size).toBe(1);
    world.answers.set(url, takes);
    await world.pass(HOUR);
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({ state: 'active' });
    expect(world.sentTo().at(-1)).toBe('published@1');
  });

  it('is asked by the schedule for 24 hours, then no more', async () => {
    const world = await pendingWorld(() => answered(404));
    await world.pass(60 * HOUR);
    const times = challenges(world).map(({ atMs }) => atMs);
    expect(times).toHaveLength(8);
    expect(times.at(-1)! - START).toBeLessThan(24 * HOUR);
    const [delivery] = await world.holders.listDeliveries('ep-1', { limit: 1 });
    expect(delivery).toMatchObject({ event: 'endpoint.challenge', state: 'failed', attempts: 8 });
    expect(await world.holders.listAttempts('ep-1', delivery!.deliveryId)).toHaveLength(8);
  });

  it.each([
    ['of an older URL', { url: 'https://moved.example.org/' }],
    [
      'that was asked anew meanwhile',
      { challenge: { since: new Date(START + 1).toISOString(), attempt: 0 } },
    ],
    ['of an endpoint that was disabled meanwhile', { state: 'disabled' }],
  ] as [string, Partial<Endpoint>][])('%s activates nothing', async (_, change) => {
    const world = await pendingWorld();
    world.hooks.beforePost = () => world.changeEndpoint('ep-1', change);
    await world.pass(6_000);
    expect(challenges(world)).toHaveLength(1);
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({
      state: change.state ?? 'pending',
      ...change,
    });
  });

  it('counts although something else of the endpoint has changed meanwhile', async () => {
    const world = await pendingWorld();
    world.hooks.beforePost = async () => {
      delete world.hooks.beforePost;
      await world.changeEndpoint('ep-1', { minor: true });
    };
    await world.pass(6_000);
    expect(await world.partners.getEndpoint('ep-1')).toMatchObject({ state: 'active', minor: true });
  });

  it('whose worker dies after the activation still brings what was collected', async () => {
    const world = await pendingWorld();
    const { listParked } = world.deliverDeps.holders;
    let crashes = 1;
    world.deliverDeps.holders = {
      ...world.deliverDeps.holders,
      listParked: async (endpointId) => {
        if ((crashes -= 1) >= 0) throw new Crash();
        return listParked(endpointId);
      },
    };
    await world.pass(5 * 60_000);
    expect(world.sentTo()).toEqual(['endpoint.challenge@', 'published@1']);
  });

  it('is not asked of an endpoint that is disabled or gone', async () => {
    const world = await pendingWorld();
    await world.changeEndpoint('ep-1', { state: 'disabled' });
    await world.pass(HOUR);
    await world.partners.removeEndpoint('ep-1');
    await world.prompts.send('urgent', [{ prompt: 'challenge', endpointId: 'ep-1' }]);
    await world.settle();
    expect([world.received, world.deadLetters]).toEqual([[], []]);
  });
});
