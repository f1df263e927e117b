import { describe, expect, it } from 'vitest';
import { isGone, nextLookMs, reportOf } from '#domain/webhook/pickup.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { answered, makeDeliveryWorld, RELEASE } from '../../support/delivery-world.ts';

const { url } = anEndpoint();
const PAGE = 'https://daily.example.org/2026/market';
const MINUTE = 60_000;
const DAY = 86_400_000;
const KILLED = { killed: { at: 'x', reason: 'A court says so.' } };

/** A world in which a partner has published a release and named its page. */
async function publishedWorld(page: unknown = PAGE) {
  const world = makeDeliveryWorld();
  await world.endpoint();
  world.answers.set(url, () => answered(200, { url: page }));
  await world.publish();
  await world.announce();
  await world.settle();
  return world;
}

async function kill(world: Awaited<ReturnType<typeof publishedWorld>>): Promise<void> {
  await world.change('kill', 'killed', KILLED);
  await world.announce();
  await world.settle();
}

describe('a page that a partner names', () => {
  it('is kept with the holder and shown with the delivery', async () => {
    const world = await publishedWorld();
    expect(await world.holder()).toMatchObject({ pickup: { url: PAGE, version: 1 } });
    expect(await world.holders.listDeliveries('ep-1', { limit: 1 })).toMatchObject([{ pickupUrl: PAGE }]);
  });

  it.each(['javascript:alert(1)', 'not a url', 7, `https://x.example/${'y'.repeat(2000)}`])(
    'is not kept where it is none: %s',
    async (page) => {
      const world = await publishedWorld(page);
      expect(await world.holder()).not.toHaveProperty('pickup');
      expect(await world.holder()).toMatchObject({ told: { version: 1 } });
    },
  );

  it('that is long stands with the holder alone, and the delivery stays within its kilobyte', async () => {
    const page = `https://daily.example.org/${'y'.repeat(900)}`;
    const world = await publishedWorld(page);
    expect(await world.holder()).toMatchObject({ pickup: { url: page } });
    const [delivery] = await world.holders.listDeliveries('ep-1', { limit: 1 });
    expect(Buffer.byteLength(JSON.stringify(delivery))).toBeLessThanOrEqual(1_024);
  });

  it('is looked at after a kill until it is gone, and the proof is kept', async () => {
    const world = await publishedWorld();
    await kill(world);
    expect([world.looked, (await world.holder())?.removal]).toEqual([
      [],
      { state: 'still-there', checks: 0 },
    ]);
    await world.pass(6 * MINUTE);
    expect(world.looked).toEqual([PAGE]);
    expect(await world.holder()).toMatchObject({ removal: { state: 'still-there', checks: 1, status: 200 } });
    world.looks.set(PAGE, () => answered(410));
    await world.pass(60 * MINUTE);
    expect(await world.holder()).toMatchObject({
      told: { event: 'release.killed' },
      removal: { state: 'removed', checks: 2, status: 410 },
    });
    await world.pass(3 * DAY);
    expect(world.looked).toHaveLength(2);
    expect(world.deadLetters).toEqual([]);
  });

  it('that never goes is looked at for a month, and a partner’s word alone is no proof', async () => {
    const world = await publishedWorld();
    world.answers.set(url, () => answered(200, { ack: 'removed' }));
    await kill(world);
    await world.pass(40 * DAY);
    expect(world.looked).toHaveLength(33);
    expect(await world.holder()).toMatchObject({
      removal: { state: 'still-there', acked: true, checks: 33 },
    });
  });

  it('is not looked at after a withdrawal', async () => {
    const world = await publishedWorld();
    await world.change('withdrawal', 'withdrawn');
    await world.announce();
    await world.pass(DAY);
    expect([world.looked, world.sentTo()]).toEqual([[], ['published@1', 'withdrawn@2']]);
  });

  it('goes on being looked at once where a prompt comes twice', async () => {
    const world = await publishedWorld();
    await kill(world);
    const prompt = { prompt: 'removal', releaseId: RELEASE, endpointId: 'ep-1' } as const;
    await world.handle({ queue: 'bulk', prompt, visibleAtMs: 0 });
    await world.handle({ queue: 'bulk', prompt, visibleAtMs: 0 });
    expect(world.looked).toHaveLength(1);
    world.clock.advance(30 * MINUTE);
    const { putHolder } = world.deliverDeps.holders;
    let refusals = 1;
    world.deliverDeps.holders = {
      ...world.deliverDeps.holders,
      async putHolder(holder, rev) {
        if ((refusals -= 1) >= 0) throw new Error('died');
        return putHolder(holder, rev);
      },
    };
    await expect(world.handle({ queue: 'bulk', prompt, visibleAtMs: 0 })).rejects.toThrow('died');
    world.clock.advance(2_000);
    await world.handle({ queue: 'bulk', prompt, visibleAtMs: 0 });
    world.clock.advance(2_000);
    await world.handle({ queue: 'bulk', prompt, visibleAtMs: 0 });
    const dues = (
      await Promise.all(Array.from({ length: 16 }, (_, shard) => world.due.listDue(shard, '2027', 50)))
    ).flat();
    const looks = dues.filter(({ kind }) => kind === 'removal').map(({ n }) => n);
    expect(looks.toSorted()).toEqual([0, 1, 2].map((n) => `${RELEASE}.${n}`));
  });

  it('is looked at once for prompts that come twice', async () => {
    const world = await publishedWorld();
    await kill(world);
    world.looks.set(PAGE, () => answered(404));
    const prompt = { prompt: 'removal', releaseId: RELEASE, endpointId: 'ep-1' } as const;
    await world.prompts.send('bulk', [prompt, prompt]);
    await world.settle();
    expect(world.looked).toEqual([PAGE]);
  });
});

it('reads a report only where there is one', () => {
  expect(reportOf(answered(200, { url: PAGE, ack: 'removed' }))).toEqual({ url: PAGE, isRemoved: true });
  for (const body of ['', 'ok', '[]', 'null', { url: 1 }]) {
    expect(reportOf(answered(200, body))).toEqual({ isRemoved: false });
  }
  expect([200, 302, 403, 500].map((status) => isGone(answered(status)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(nextLookMs(33)).toBeUndefined();
});
