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

test('a document that is not the one its builder remembers is built again, another is left alone', async () => {
  const clock = makeMemoryClock(Date.parse('2026-03-01T08:00:00Z'));
  const [feeds, prompts] = [makeMemoryFeedStore(), makeMemoryPrompts({ clock })];
  const site = makeMemoryObjectStore({ clock });
  const deps = {
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
