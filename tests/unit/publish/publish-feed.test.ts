import { describe, expect, test } from 'vitest';
import type { FeedState } from '#domain/feed/feed-entry.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aPublisher, FEED, LOOK } from './a-publisher.ts';

const DOCUMENTS = ['n/blora/feed.xml', 'n/blora/atom.xml', 'n/blora/feed.json'];
const LATER = '2026-03-09T00:00:00.000Z';

describe('what is written', () => {
  test('three documents for a feed, with what the edge must know', async () => {
    const { deps, store, publish, takePuts } = await aPublisher();
    await store(nthHead(0));
    await store(nthHead(1));
    expect(await publish()).toEqual([{ result: 'built', written: 3 }]);
    expect(takePuts()).toEqual(DOCUMENTS);
    const rss = await deps.site.get('n/blora/feed.xml');
    expect(rss?.contentType).toBe('application/xml');
    expect(rss?.metadata).toMatchObject({
      type: 'application/rss+xml; charset=utf-8',
      link: '<https://news.example.org/websub>; rel="hub", <https://news.example.org/n/blora/feed.xml>; rel="self"',
    });
    expect(rss?.metadata['status']).toBeUndefined();
  });

  test('the network’s feed stands at the root and names the newsroom of each entry', async () => {
    const { store, publish, text } = await aPublisher();
    await store(nthHead(0));
    await publish([{ prompt: 'feed', feedId: 'network' }]);
    expect(await text('feed.xml')).toContain(
      '<source url="https://news.example.org/n/blora/feed.xml">Blora</source>',
    );
  });

  test('nothing, when nothing changed: neither after another prompt nor in a look', async () => {
    const { store, publish, takePuts, clock, events } = await aPublisher();
    await store(nthHead(0));
    await publish();
    takePuts();
    clock.advance(5_000);
    expect(await publish()).toEqual([{ result: 'built', written: 0 }]);
    clock.advance(5_000);
    expect(await publish([LOOK])).toEqual([{ result: 'built', written: 0 }]);
    expect([takePuts(), events]).toEqual([[], []]);
  });

  test('an edit moves updated and keeps id and date', async () => {
    const { store, publish, text } = await aPublisher();
    const head = await store(nthHead(0));
    await publish();
    const before = JSON.parse(await text('n/blora/feed.json'));
    await store({ ...head, version: 2, prev: 1, kind: 'update', headline: 'Edited', updatedAt: LATER });
    await publish();
    const after = JSON.parse(await text('n/blora/feed.json'));
    expect(after.items[0]).toMatchObject({
      id: before.items[0].id,
      date_published: before.items[0].date_published,
      title: 'Edited',
      date_modified: LATER,
    });
  });
});

describe('a burst', () => {
  test('one batch builds each named thing once', async () => {
    const publisher = await aPublisher();
    await publisher.store(nthHead(0));
    let reads = 0;
    const { feeds } = publisher.deps;
    publisher.deps.feeds = {
      ...feeds,
      listPointers: (...args) => {
        if (args[0] === FEED.feedId) reads += 1;
        return feeds.listPointers(...args);
      },
    };
    await publisher.publish(Array.from({ length: 10 }, () => FEED));
    expect(reads).toBe(1);
  });

  test.each([
    ['sent long before the last build began', 8_999, 'already-built'],
    ['sent within a second of it', 9_000, 'built'],
  ])('a batch %s: %s', async (_what, sent, result) => {
    const { store, publish } = await aPublisher();
    await store(nthHead(0));
    await publish([FEED], { sent: 0, received: 10_000 });
    expect(await publish([FEED], { sent, received: 12_000 })).toMatchObject([{ result }]);
  });

  test('a look is never taken for done', async () => {
    const { store, publish } = await aPublisher();
    await store(nthHead(0));
    await publish([FEED], { sent: 0, received: 10_000 });
    expect(await publish([LOOK], { sent: 0, received: 12_000 })).toMatchObject([{ result: 'built' }]);
  });

  test('builtThrough never goes back with a message that was first received long ago', async () => {
    const { deps, publish, store } = await aPublisher();
    await store(nthHead(0));
    await publish([FEED], { sent: 9_500, received: 10_000 });
    const before = await deps.feeds.getState('n/blora');
    await publish([FEED], { sent: 9_500, received: 3_000 });
    expect((await deps.feeds.getState('n/blora'))?.builtThrough).toBe(before?.builtThrough);
  });
});

describe('others write too', () => {
  test('412: builds again from HEAD, in the same invocation, and ends on the truth', async () => {
    const { deps, store, publish, ids, takePuts } = await aPublisher();
    const head = await store(nthHead(0));
    await publish();
    // A paused builder wrote another document over ours; STATE knows nothing of it.
    await deps.site.put('n/blora/atom.xml', { body: '<feed/>', contentType: 'application/xml' }, 'always');
    await store({ ...head, version: 2, prev: 1, kind: 'update', headline: 'Edited', updatedAt: LATER });
    takePuts();
    expect(await publish()).toMatchObject([{ result: 'built' }]);
    expect(takePuts()).toEqual(DOCUMENTS);
    expect(await ids()).toEqual([head.uri]);
  });

  test('a change that comes between the refusal and the second build is in it', async () => {
    const publisher = await aPublisher();
    const { deps, store, publish, ids } = publisher;
    await store(nthHead(0));
    const { site } = deps;
    let refusals = 1;
    const put: typeof site.put = async (...args) => {
      if (refusals === 0) return site.put(...args);
      refusals -= 1;
      await store(nthHead(1));
      return { written: 'refused' };
    };
    deps.site = { ...site, put };
    await publish();
    expect(await ids()).toEqual([nthHead(1).uri, nthHead(0).uri]);
  });

  test('a lost STATE write: the next builder finds the objects by HEAD and goes on', async () => {
    const { deps, store, publish, takePuts } = await aPublisher();
    const head = await store(nthHead(0));
    await publish();
    await store({ ...head, version: 2, prev: 1, kind: 'update', headline: 'Edited', updatedAt: LATER });
    const { feeds } = deps;
    deps.feeds = { ...feeds, putState: () => Promise.reject(new Error('crashed before STATE')) };
    await expect(publish()).rejects.toThrow('crashed');
    deps.feeds = feeds;
    takePuts();
    expect(await publish()).toEqual([{ result: 'built', written: 0 }]);
    const state = await deps.feeds.getState('n/blora');
    expect(state?.etags['n/blora/atom.xml']).toBe((await deps.site.head('n/blora/atom.xml'))?.etag);
  });

  test('STATE refused: builds again without the short cut', async () => {
    const { deps, store, publish, ids } = await aPublisher();
    await store(nthHead(0));
    await publish([FEED], { received: 0 });
    const { feeds } = deps;
    let refusals = 1;
    const putState = async (state: FeedState, rev: number) => {
      if (refusals === 0) return feeds.putState(state, rev);
      refusals -= 1;
      // Another builder got through first, and its batch began after ours was sent.
      await feeds.putState({ ...state, builtThrough: state.builtThrough + 60_000 }, rev);
      await store(nthHead(1));
      return 'refused' as const;
    };
    deps.feeds = { ...feeds, putState };
    expect(await publish()).toMatchObject([{ result: 'built' }]);
    expect(await ids()).toEqual([nthHead(1).uri, nthHead(0).uri]);
  });

  test('a feed that never stands still gives its message back', async () => {
    const { deps, store, publish } = await aPublisher();
    await store(nthHead(0));
    deps.site = { ...deps.site, put: async () => ({ written: 'refused' }) };
    await expect(publish()).rejects.toMatchObject({ code: 'contended' });
  });

  test('a look repairs what somebody wrote over and says so, but not of what was built a moment ago', async () => {
    const { deps, store, publish, events, ids, clock } = await aPublisher();
    const head = await store(nthHead(0));
    await publish();
    const other = { body: '{}', contentType: 'application/json' };
    await deps.site.put('n/blora/feed.json', other, 'always');
    await publish([LOOK]);
    expect(await ids()).toEqual([head.uri]);
    expect(events).toEqual([]);
    clock.advance(200_000);
    await deps.site.put('n/blora/feed.json', other, 'always');
    await publish([LOOK]);
    expect(await ids()).toEqual([head.uri]);
    expect(events).toEqual([{ event: 'repaired', name: 'n/blora', documents: 1 }]);
  });
});

describe('bytes never return to an earlier state', () => {
  test('a builder that read STATE before others, and went on after them, shows no earlier time', async () => {
    const { deps, store, publish, text } = await aPublisher();
    await store(nthHead(0));
    const head = await store({ ...nthHead(1), updatedAt: LATER });
    await publish();
    await store({ ...head, state: 'expired', version: 2, prev: 1 });
    await publish();
    const { feeds, site } = deps;
    const shown: string[] = [];
    deps.site = {
      ...site,
      put: async (key, ...rest) => {
        const answer = await site.put(key, ...rest);
        if (key === 'n/blora/feed.json') shown.push(updatedOf(await text(key)));
        return answer;
      },
    };
    let paused = true;
    deps.feeds = {
      ...feeds,
      getState: async (feedId) => {
        const state = paused ? undefined : await feeds.getState(feedId);
        paused = false;
        return state;
      },
    };
    const before = updatedOf(await text('n/blora/feed.json'));
    await publish([LOOK]);
    expect(shown.filter((updated) => updated < before)).toEqual([]);
    expect(before).toBe(LATER);
  });

  test('an entry comes and goes: the ids are as before, the bytes are not', async () => {
    const { store, publish, text, ids, deps } = await aPublisher();
    await store(nthHead(0));
    await publish();
    const seen = new Set([await text('n/blora/atom.xml')]);
    let guest = await store(nthHead(1));
    await publish();
    seen.add(await text('n/blora/atom.xml'));
    guest = await store({ ...guest, feeds: ['network'], version: 2, prev: 1, updatedAt: LATER });
    await publish();
    expect(await ids()).toEqual([nthHead(0).uri]);
    seen.add(await text('n/blora/atom.xml'));
    expect(seen.size).toBe(3);
    // The stale pointer is gone, yet another build changes nothing.
    expect(await deps.feeds.listPointers('n/blora', { limit: 9 })).toHaveLength(1);
    await publish();
    seen.add(await text('n/blora/atom.xml'));
    expect(seen.size).toBe(3);
  });

  test('A to B without STATE and back to A: the documents follow', async () => {
    const { deps, store, publish, ids } = await aPublisher();
    await store(nthHead(0));
    await publish();
    const guest = await store(nthHead(1));
    const { feeds } = deps;
    deps.feeds = { ...feeds, putState: () => Promise.reject(new Error('crashed before STATE')) };
    await expect(publish()).rejects.toThrow('crashed');
    deps.feeds = feeds;
    expect(await ids()).toHaveLength(2);
    await store({ ...guest, feeds: ['network'], version: 2, prev: 1, updatedAt: LATER });
    await publish();
    expect(await ids()).toEqual([nthHead(0).uri]);
  });

  test('a stale pointer that was written again meanwhile stays', async () => {
    const { deps, store, publish } = await aPublisher();
    const head = await store(nthHead(0));
    const gone = await store({ ...head, feeds: ['network'], version: 2, prev: 1, updatedAt: LATER });
    const { feeds } = deps;
    const putState: typeof feeds.putState = async (...args) => {
      deps.feeds = feeds;
      await store({ ...gone, feeds: ['network', 'n/blora'], version: 3, prev: 2 });
      return feeds.putState(...args);
    };
    deps.feeds = { ...feeds, putState };
    await publish();
    expect(await deps.feeds.listPointers('n/blora', { limit: 9 })).toHaveLength(1);
  });
});

test('a withdrawn release becomes a notice and, once that has ended, nothing', async () => {
  const { deps, store, publish, text } = await aPublisher();
  const head = await store(nthHead(0));
  await publish();
  const at = '2026-03-10T00:00:01.000Z';
  const gone = await store({
    ...head,
    state: 'withdrawn',
    kind: 'withdrawal',
    version: 2,
    prev: 1,
    updatedAt: at,
    withdrawn: {
      at,
      by: 'deletion',
    },
  });
  await publish();
  const atom = await text('n/blora/atom.xml');
  expect(atom).toContain(`<title>[Withdrawn] Story 0</title>`);
  expect(atom).toContain(`<at:deleted-entry ref="${head.uri}" when="${at}" xmlns:at=`);
  await store({ ...gone, noticeEndedAt: '2026-04-09T00:00:01.000Z' });
  await publish();
  expect(await text('n/blora/atom.xml')).not.toContain(head.uri);
  expect(await deps.feeds.listPointers('n/blora', { limit: 9 })).toEqual([]);
});

test('stale pointers in front do not hide what counts', async () => {
  const { store, publish, ids } = await aPublisher();
  for (let n = 0; n < 130; n += 1) {
    const head = await store(nthHead(n));
    if (n >= 60) await store({ ...head, feeds: [], version: 2, prev: 1, updatedAt: LATER });
  }
  await publish();
  expect(await ids()).toHaveLength(50);
});

test('what was distributed is forgotten before the first document changes', async () => {
  const { deps, store, publish } = await aPublisher();
  await store(nthHead(0));
  await publish();
  const state = await deps.feeds.getState('n/blora');
  if (state === undefined) throw new Error('There is no STATE.');
  const distributed = { 'n/blora/atom.xml': state.etags['n/blora/atom.xml'] ?? '' };
  await deps.feeds.putState({ ...state, distributed, rev: state.rev + 1 }, state.rev);
  await publish();
  expect((await deps.feeds.getState('n/blora'))?.distributed).toEqual(distributed);

  await store(nthHead(1));
  const { site } = deps;
  const atFirstPut: unknown[] = [];
  const put: typeof site.put = async (...args) => {
    atFirstPut.push((await deps.feeds.getState('n/blora'))?.distributed);
    return site.put(...args);
  };
  deps.site = { ...site, put };
  await publish();
  expect(atFirstPut[0]).toEqual({});
});

describe('a quiet build', () => {
  const QUIET = { ...FEED, quiet: true } as const;
  const subscribed = async () => {
    const publisher = await aPublisher();
    const place = { feedId: 'n/blora', format: 'atom', callbackId: 'c1' } as const;
    const wish = { ...place, callback: 'https://reader.example/hook', expiresAtSeconds: 4e9, rev: 1 };
    await publisher.subscriptions.putSubscription(wish, 0);
    const told = () => publisher.prompts.take('bulk').map(({ prompt }) => prompt);
    return { ...publisher, told, distribute: { prompt: 'distribute', feedId: 'n/blora', format: 'atom' } };
  };

  test('prompts no subscriber, and the next one that is not quiet does, though it writes nothing', async () => {
    const { store, publish, takePuts, told, distribute } = await subscribed();
    await store(nthHead(0));
    await publish([QUIET, QUIET]);
    expect([takePuts().length > 0, told()]).toEqual([true, []]);
    await publish([{ ...QUIET, look: true }]);
    expect(told()).toEqual([]);
    await publish([FEED]);
    expect([takePuts(), told()]).toEqual([[], [distribute]]);
  });

  test('takes no prompt about news for seen that was sent before it began, and comes after it', async () => {
    const { store, publish, told, distribute } = await subscribed();
    await store(nthHead(0));
    await publish([FEED], { sent: 0, received: 2_000 });
    expect(told()).toEqual([distribute]);
    await store(nthHead(1, { kind: 'import' }));
    await store(nthHead(2));
    await publish([QUIET], { sent: 10_000, received: 12_000 });
    expect(told()).toEqual([]);
    const late = { sent: 10_500, received: 12_500 };
    expect(await publish([FEED], late)).toEqual([{ result: 'built', written: 0 }]);
    expect(told()).toEqual([distribute]);
  });

  test('that leaves no news untold is not followed by another for what was sent before it', async () => {
    const { store, publish } = await subscribed();
    await store(nthHead(0));
    await publish([FEED], { sent: 0, received: 2_000 });
    await store(nthHead(1, { kind: 'import' }));
    await publish([QUIET], { sent: 10_000, received: 12_000 });
    const late = { sent: 10_500, received: 12_500 };
    expect(await publish([FEED], late)).toMatchObject([{ result: 'already-built' }]);
  });

  test('is none where one prompt of the batch is about news', async () => {
    const { store, publish, told, distribute } = await subscribed();
    await store(nthHead(0));
    await publish([QUIET, FEED, QUIET]);
    expect(told()).toEqual([distribute]);
    await publish([QUIET]);
    await publish([FEED]);
    expect(told()).toEqual([]);
  });
});

describe('what was news elsewhere', () => {
  const QUIET = { ...FEED, quiet: true } as const;
  const IMPORTED = { kind: 'import' } as const;

  /** A feed with one story, whose subscriber has been told of it. */
  const told = async () => {
    const publisher = await aPublisher();
    const place = { feedId: 'n/blora', format: 'atom', callbackId: 'c1' } as const;
    const wish = { ...place, callback: 'https://reader.example/hook', expiresAtSeconds: 4e9, rev: 1 };
    await publisher.subscriptions.putSubscription(wish, 0);
    await publisher.store(nthHead(0));
    await publisher.publish();
    const heard = () => publisher.prompts.take('bulk').map(({ prompt }) => prompt);
    expect(heard()).toHaveLength(1);
    return { ...publisher, heard, distribute: { prompt: 'distribute', feedId: 'n/blora', format: 'atom' } };
  };

  test('is told with the next news, and before that by no look', async () => {
    const { store, publish, takePuts, heard, distribute } = await told();
    await store(nthHead(1, IMPORTED));
    takePuts();
    await publish([QUIET]);
    expect(takePuts()).toHaveLength(3);
    await publish([LOOK]);
    await store(nthHead(2, IMPORTED));
    await publish([LOOK, QUIET]);
    expect(heard()).toEqual([]);
    await store(nthHead(3));
    await publish();
    expect(heard()).toEqual([distribute]);
  });

  test('is told by no look that comes before its builder has remembered it', async () => {
    const { deps, store, publish, heard } = await told();
    await store(nthHead(1, IMPORTED));
    const { feeds } = deps;
    let puts = 0;
    deps.feeds = {
      ...feeds,
      putState: async (...args) => {
        if ((puts += 1) === 2) throw new Error('killed');
        return feeds.putState(...args);
      },
    };
    await expect(publish([QUIET])).rejects.toThrow('killed');
    await publish([LOOK]);
    expect(heard()).toEqual([]);
  });

  test('hides no news whose own prompt is late, or lost', async () => {
    for (const prompt of [FEED, LOOK]) {
      const { store, publish, heard, distribute } = await told();
      await store(nthHead(1));
      await store(nthHead(2, IMPORTED));
      await publish([QUIET]);
      await publish([QUIET]);
      expect(heard()).toEqual([]);
      await publish([prompt]);
      expect(heard()).toEqual([distribute]);
    }
  });

  test('is told of when it goes, though its builder was killed and imports go on', async () => {
    const { deps, store, publish, heard, distribute } = await told();
    const gone = await store(nthHead(1, IMPORTED));
    await publish([QUIET]);
    await store({ ...gone, state: 'killed', version: 2, kind: 'kill' });
    const { prompts } = deps;
    deps.prompts = { ...prompts, send: () => Promise.reject(new Error('killed')) };
    await expect(publish()).rejects.toThrow('killed');
    deps.prompts = prompts;
    await store(nthHead(2, IMPORTED));
    await publish([QUIET]);
    expect(heard()).toEqual([]);
    await publish();
    expect(heard()).toEqual([distribute]);
  });
});

describe('what cannot be shown', () => {
  test('an entry that would spoil the feed is left out and told of', async () => {
    const { store, publish, ids, events } = await aPublisher();
    await store(nthHead(0));
    await store(nthHead(1, { headline: ' ' }));
    await publish();
    expect(await ids()).toEqual([nthHead(0).uri]);
    expect(events).toEqual([
      { event: 'quarantined', feedId: 'n/blora', releaseId: 'blora/story-1', fault: 'title is empty' },
    ]);
  });

  test('a gate that refuses keeps the last good documents', async () => {
    const { deps, store, publish, text, events, takePuts } = await aPublisher();
    await store(nthHead(0));
    await publish();
    const before = await text('n/blora/feed.xml');
    takePuts();
    const broken = { ...deps, siteUrl: 'not a url' };
    const { publishFeed } = await import('../../../functions/publish/publish-feed.ts');
    const asked = {
      sentAtMs: Number.MAX_SAFE_INTEGER,
      firstReceivedAtMs: 0,
      look: false,
      tell: 'news',
    } as const;
    expect(await publishFeed(broken, 'n/blora', asked)).toEqual({ result: 'gate-failed', written: 0 });
    expect([takePuts(), await text('n/blora/feed.xml')]).toEqual([[], before]);
    expect(events.at(-1)).toMatchObject({ event: 'gate-failed', feedId: 'n/blora' });
  });
});

function updatedOf(json: string): string {
  const feed: { _presswire: { updated: string } } = JSON.parse(json);
  return feed._presswire.updated;
}
