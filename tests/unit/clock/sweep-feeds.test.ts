import { expect, test } from 'vitest';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryCursorStore } from '#adapters/memory/cursor-store.ts';
import { makeMemoryDropBucket } from '#adapters/memory/drop-bucket.ts';
import { makeMemoryDueStore } from '#adapters/memory/due-store.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { makeMemoryNewsroomStore } from '#adapters/memory/newsroom-store.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { makeMemorySourceStore } from '#adapters/memory/source-store.ts';
import { sweepFeeds } from '../../../functions/clock/sweep-feeds.ts';

const KEY = 'feed.xml';
const DOCUMENT = { contentType: 'application/xml', body: 'as built' };

function aSweep() {
  const clock = makeMemoryClock(Date.parse('2026-03-01T08:00:00Z'));
  const [feeds, prompts] = [makeMemoryFeedStore(), makeMemoryPrompts({ clock })];
  const site = makeMemoryObjectStore({ clock });
  return {
    clock,
    feeds,
    prompts,
    site,
    cursors: makeMemoryCursorStore(),
    drop: makeMemoryDropBucket({ clock }),
    due: makeMemoryDueStore(),
    newsrooms: makeMemoryNewsroomStore(),
    sources: makeMemorySourceStore(),
    countRepair: () => {},
  };
}

test('a document that is not the one its builder remembers is built again, another is left alone', async () => {
  const deps = aSweep();
  const { feeds, prompts, site } = deps;
  const { etag = '' } = await site.put(KEY, DOCUMENT, 'always');
  const state = { feedId: 'network', rev: 1, etags: { [KEY]: etag }, builtThrough: 0, distributed: {} };
  await feeds.putState({ ...state, digests: {} }, 0);
  await sweepFeeds(deps);
  expect(prompts.take('feeds')).toEqual([]);
  await site.put(KEY, { ...DOCUMENT, body: 'of a builder that was paused' }, 'always');
  await sweepFeeds(deps);
  expect(prompts.take('feeds').map(({ prompt }) => prompt)).toEqual([
    { prompt: 'feed', feedId: 'network', look: true },
  ]);
});

test('so is an archive document, whichever it is, and each tick looks at two', async () => {
  const deps = aSweep();
  const { feeds, prompts, site, newsrooms } = deps;
  await newsrooms.putNewsroom({
    id: 'harbour',
    name: 'H',
    host: 'h.example',
    timezone: 'UTC',
    language: 'en',
  });
  const through = { firstPublicAt: '2026-03-01T08:00:00Z', releaseId: 'harbour/x' };
  for (const [feedId, count] of [
    ['network', 5],
    ['n/harbour', 4],
  ] as const) {
    const memory = { rev: 1, etags: {}, builtThrough: 0, distributed: {} };
    await feeds.putState({ ...memory, feedId, archive: { number: count, through } }, 0);
    for (let number = 1; number <= count; number += 1) {
      const key = `${feedId}/${number}`;
      const { etag = '' } = await site.put(key, DOCUMENT, 'always');
      await feeds.putState({ ...memory, feedId: `${feedId}/archive/${number}`, etags: { [key]: etag } }, 0);
    }
  }
  const broken = ['network/1', 'network/5', 'n/harbour/4'];
  for (const key of broken)
    await site.put(key, { ...DOCUMENT, body: 'of a builder that was paused' }, 'always');
  const found: unknown[] = [];
  for (let tick = 0; tick < 5; tick += 1) {
    let heads = 0;
    const counted = { ...site, head: (key: string) => ((heads += 1), site.head(key)) };
    await sweepFeeds({ ...deps, site: counted });
    expect(heads).toBeLessThanOrEqual(2);
    found.push(...prompts.take('feeds').map(({ prompt }) => prompt));
  }
  expect(found).toEqual(
    ['network/archive/1', 'network/archive/5', 'n/harbour/archive/4'].map((feedId) => ({
      prompt: 'feed',
      feedId,
      look: true,
    })),
  );
});
