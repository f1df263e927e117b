import { expect, it } from 'vitest';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryFeedStore } from '#adapters/memory/feed-store.ts';
import { noteSiteAge } from '../../../functions/clock/note-site-age.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');

async function noted(builtThrough?: number): Promise<number[]> {
  const feeds = makeMemoryFeedStore();
  const state = { etags: {}, digests: {}, distributed: {}, rev: 1 };
  // A newsroom's index may be as old as its last release.
  await feeds.putState({ ...state, feedId: 'index:blora', builtThrough: 0 }, 0);
  if (builtThrough !== undefined)
    await feeds.putState({ ...state, feedId: 'index:network', builtThrough }, 0);
  const ages: number[] = [];
  await noteSiteAge({ clock: makeMemoryClock(NOW), feeds }, (ageMs) => ages.push(ageMs));
  return ages;
}

it.each([
  ['built seven minutes ago', NOW - 420_000, [420_000]],
  ['built by a clock that is ahead', NOW + 5_000, [0]],
  ['never built', undefined, []],
])('a site %s', async (_, builtThrough, ages) => {
  expect(await noted(builtThrough)).toEqual(ages);
});
