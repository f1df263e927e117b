import { describe, expect, it } from 'vitest';
import { TransientError } from '#platform/errors.ts';
import { announce } from '../../../functions/announce/announce.ts';
import { makeDeliveryWorld, RELEASE } from '../../support/delivery-world.ts';

const told = (world: ReturnType<typeof makeDeliveryWorld>): string[] =>
  world.events.map(({ type, detail }) => `${type} ${JSON.parse(detail).data.version}`);

async function heard(world: ReturnType<typeof makeDeliveryWorld>): Promise<void> {
  await world.announce();
  await world.settle();
}

describe('the event bus', () => {
  it('hears of each version once, small changes too, however often it is announced', async () => {
    const world = makeDeliveryWorld();
    await world.publish();
    await heard(world);
    await heard(world);
    await world.change('minor', 'published');
    await heard(world);
    await world.change('correction', 'published');
    await heard(world);
    await world.change('withdrawal', 'withdrawn');
    await heard(world);
    await heard(world);
    expect(told(world)).toEqual([
      'release.published 1',
      'release.updated 2',
      'release.corrected 3',
      'release.withdrawn 4',
    ]);
  });

  it('is told what a webhook would say, with the time of the version and the uri beside it', async () => {
    const world = makeDeliveryWorld();
    await world.publish();
    await heard(world);
    const head = (await world.releases.getHead(RELEASE))!;
    const [event] = world.events;
    expect(event).toMatchObject({ type: 'release.published', at: head.updatedAt, uri: head.uri });
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({
      type: 'release.published',
      id: expect.stringMatching(/^msg_/),
      data: { uri: head.uri, headline: head.headline, links: { html: expect.stringMatching(/^https:/) } },
    });
  });

  it('is told again under the same id when the worker died before it wrote that it was told', async () => {
    const world = makeDeliveryWorld();
    await world.publish();
    const { holders } = world.announceDeps;
    const dying = {
      ...world.announceDeps,
      holders: { ...holders, putHolder: () => Promise.reject(new TransientError('gone', { code: 'gone' })) },
    };
    const prompt = { prompt: 'announce', releaseId: RELEASE } as const;
    await expect(announce(dying, prompt)).rejects.toThrow('gone');
    await announce(world.announceDeps, prompt);
    const ids = world.events.map(({ detail }) => JSON.parse(detail).id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('hears nothing before its time, and of no embargo', async () => {
    const world = makeDeliveryWorld();
    await world.publish({ state: 'embargoed', embargoedUntil: '2026-03-02T08:00:00Z' });
    await heard(world);
    expect(world.events).toEqual([]);
  });

  it('hears nothing of what is older than two days and was never told: a table that was made again is no news', async () => {
    const world = makeDeliveryWorld();
    await world.publish();
    world.clock.advance(3 * 86_400_000);
    await heard(world);
    expect(world.events).toEqual([]);
  });

  it('is no partner: nobody is written to on its account', async () => {
    const world = makeDeliveryWorld();
    await world.publish();
    await heard(world);
    await world.change('kill', 'killed');
    await heard(world);
    expect(told(world)).toEqual(['release.published 1', 'release.killed 2']);
    expect(world.unreachable).toEqual([]);
  });
});
