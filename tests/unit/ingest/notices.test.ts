import { describe, expect, test } from 'vitest';
import { touchedFeed } from '#domain/feed/feed-id.ts';
import { makeIngestWorld } from '../../support/ingest-world.ts';

const KEY = 'incoming/blora/pasar.md';
const text = (category: string): string => `---
headline: Pasar Sidomakmur buka kembali
author: Rina Kusuma
categories: ${category}
---

Pedagang kembali ke los yang sama mulai pagi ini.

Perbaikan atap selesai lebih cepat dari rencana.
`;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type World = Awaited<ReturnType<typeof makeIngestWorld>>;

async function withdrawn(): Promise<World> {
  const world = await makeIngestWorld();
  await world.put(KEY, text('pasar'));
  await world.put(KEY, text('ekonomi'));
  await world.remove(KEY);
  await world.pass(2 * MINUTE_MS);
  return world;
}

const feedsPrompted = (world: World): string[] =>
  world.prompts.take('feeds').flatMap(({ prompt }) => (prompt.prompt === 'feed' ? [prompt.feedId] : []));

describe('the notice of a withdrawn release', () => {
  test('stands in every feed that it was ever in, the one that it had left among them', async () => {
    const world = await withdrawn();
    const head = await world.deps.releases.getHead('blora/pasar');
    expect(head?.state).toBe('withdrawn');
    expect(head?.feeds).not.toContain('n/blora/c/pasar');
    for (const feedId of ['network', 'n/blora', 'l/id', 'n/blora/c/pasar', 'n/blora/c/ekonomi']) {
      const [pointer] = await world.deps.feeds.listPointers(feedId, { limit: 1 });
      expect([feedId, pointer?.rev]).toEqual([feedId, head?.rev]);
    }
  });

  test('is looked at again 30 days later to the millisecond, in all of these feeds', async () => {
    const world = await withdrawn();
    const head = await world.deps.releases.getHead('blora/pasar');
    // The second look of the withdrawal comes before.
    await world.pass(20 * MINUTE_MS);
    world.prompts.take('feeds');
    const ends = Date.parse(head?.withdrawn?.at ?? '') + 30 * DAY_MS;
    await world.pass(ends - 1 - world.clock.now());
    expect(feedsPrompted(world)).toEqual([]);
    await world.pass(1);
    expect(feedsPrompted(world).toSorted()).toEqual(head?.feedsEver.toSorted());
  });
});

test('a release that was never public leaves no notice to end', async () => {
  const world = await makeIngestWorld();
  await world.put(KEY, text('pasar').replace('---\n', '---\npublishAt: 2026-06-01 09:00 +07:00\n'));
  await world.remove(KEY);
  await world.pass(2 * MINUTE_MS);
  await world.pass(20 * MINUTE_MS);
  world.prompts.take('feeds');
  await world.pass(40 * DAY_MS);
  expect(feedsPrompted(world)).toEqual([]);
});

test('a feed with an archive is told of every change, other feeds are not', async () => {
  const world = await makeIngestWorld();
  await world.put(KEY, text('pasar'));
  await world.put(KEY, text('ekonomi'));
  const head = await world.deps.releases.getHead('blora/pasar');
  const noted = async (feedId: string) =>
    (await world.deps.feeds.listPointers(touchedFeed(feedId), { limit: 9 })).map(({ rev }) => rev);
  expect([await noted('network'), await noted('n/blora'), await noted('l/id')]).toEqual([
    [head?.rev],
    [head?.rev],
    [],
  ]);
});
