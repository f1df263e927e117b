import { describe, expect, it } from 'vitest';
import { OPEN_AFTER_FAILURES } from '#domain/partner/admission.ts';
import { GIVEN_BACK } from '#platform/batch.ts';
import { deliverPrompt } from '../../../functions/deliver/deliver-prompt.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { answered, makeDeliveryWorld, RELEASE, takes } from '../../support/delivery-world.ts';

const MINUTE = 60_000;
const { url } = anEndpoint();
const deliver = (releaseId: string) => ({ prompt: 'deliver' as const, releaseId, endpointId: 'ep-1' });

/** A world with one endpoint that refuses everything, and releases that it is told of. */
async function failingWorld(releases: number) {
  const world = makeDeliveryWorld();
  await world.endpoint();
  world.answers.set(url, () => answered(500));
  const ids = Array.from({ length: releases }, (_, n) => `blora/r${n}`);
  for (const releaseId of ids) await world.publish({ releaseId });
  return { ...world, ids };
}

describe('an endpoint that fails in a row', () => {
  it('is probed by one request at a time; the others wait and burn nothing, then all arrive', async () => {
    const world = await failingWorld(40);
    for (const releaseId of world.ids.slice(0, OPEN_AFTER_FAILURES)) {
      await world.prompts.send('deliveries', [deliver(releaseId)]);
      await world.settle();
      world.clock.advance(1000);
    }
    expect(world.received).toHaveLength(OPEN_AFTER_FAILURES);
    await world.prompts.send('deliveries', world.ids.slice(OPEN_AFTER_FAILURES).map(deliver));
    await world.settle();
    expect(world.received).toHaveLength(OPEN_AFTER_FAILURES);
    await world.pass(60 * MINUTE);
    const inTheHour = world.received.length - OPEN_AFTER_FAILURES;
    expect(inTheHour).toBeGreaterThanOrEqual(8);
    expect(inTheHour).toBeLessThanOrEqual(15);
    world.answers.set(url, takes);
    await world.pass(45 * MINUTE);
    const told = await Promise.all(world.ids.map((id) => world.holders.getHolder(id, 'ep-1')));
    expect(told.map((holder) => holder?.told?.version)).toEqual(world.ids.map(() => 1));
    expect(await world.partners.getHealth('ep-1')).toMatchObject({ failuresInRow: 0 });
    expect(world.deadLetters).toEqual([]);
  });

  it('gets at most four requests at once from all containers together', async () => {
    const world = await failingWorld(21);
    await world.handle({ queue: 'deliveries', prompt: deliver('blora/r0'), visibleAtMs: 0 });
    let [now, most] = [0, 0];
    const open: (() => void)[] = [];
    world.answers.set(url, async () => {
      most = Math.max(most, (now += 1));
      await new Promise<void>((resolve) => open.push(resolve));
      now -= 1;
      return answered(200);
    });
    const others = world.ids
      .slice(1)
      .map((releaseId) =>
        deliverPrompt({ ...world.deliverDeps, slots: async (_, work) => work() }, deliver(releaseId)),
      );
    await expect.poll(() => open.length).toBe(4);
    open.forEach((go) => go());
    await Promise.all(others);
    expect(most).toBe(4);
    world.answers.set(url, takes);
    await world.pass(20 * MINUTE);
    expect(new Set(world.received.map(({ headers }) => headers['webhook-id'])).size).toBe(21);
  });
});

describe('a prompt', () => {
  it('that cannot be begun in time is given back, with nothing written', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    await world.publish();
    expect(await deliverPrompt(world.deliverDeps, deliver(RELEASE), () => 17_999)).toBe(GIVEN_BACK);
    expect([world.received, await world.holder()]).toEqual([[], undefined]);
    expect(await deliverPrompt(world.deliverDeps, deliver(RELEASE), () => 18_000)).toMatchObject({
      did: 'told',
    });
  });

  it('looks at the time when its slot is free, not when it begins to wait for one', async () => {
    const world = makeDeliveryWorld();
    await world.endpoint();
    for (let n = 0; n < 5; n += 1) await world.publish({ releaseId: `blora/r${n}` });
    let leftMs = 60_000;
    world.answers.set(url, () => {
      leftMs = 10_000;
      return answered(200);
    });
    const all = Array.from({ length: 5 }, (_, n) =>
      deliverPrompt(world.deliverDeps, deliver(`blora/r${n}`), () => leftMs),
    );
    expect((await Promise.all(all)).at(-1)).toBe(GIVEN_BACK);
    expect(world.received).toHaveLength(4);
  });
});
