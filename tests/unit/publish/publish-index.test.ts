import { expect, test } from 'vitest';
import { pointersOf } from '#domain/feed/pointers-of.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aPublisher } from './a-publisher.ts';

const NETWORK = { prompt: 'index', newsroom: 'network' } as const;
const BLORA = { prompt: 'index', newsroom: 'blora' } as const;

test('a newsroom’s page lists what is published, newest first, and links to it', async () => {
  const { store, publish, text, takePuts } = await aPublisher();
  await store(nthHead(0));
  await store(nthHead(1));
  await publish([BLORA]);
  expect(takePuts()).toEqual(['n/blora/index.html']);
  const page = await text('n/blora/index.html');
  const links = [...page.matchAll(/<h3[^>]*><a href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual(['/n/blora/story-1-5f1413ce', '/n/blora/story-0-5f1413ce']);
});

test('the network’s pages: first page, feeds, nothing here; only what changed is written again', async () => {
  const { store, publish, text, takePuts, clock } = await aPublisher();
  await store(nthHead(0));
  await publish([NETWORK]);
  expect(takePuts()).toEqual([
    'index.html',
    'feeds/index.html',
    '404.html',
    'site.js',
    'icon.svg',
    'icon.png',
    'robots.txt',
    'feeds.opml',
    'sitemap.xml',
    'sitemap/pages.xml',
    'sitemap/newest.xml',
    'news-sitemap.xml',
    'status.json',
  ]);
  expect(await text('feeds/index.html')).toContain('https://news.example.org/n/blora/atom.xml');
  await store(nthHead(1));
  clock.advance(5_000);
  await publish([NETWORK]);
  expect(takePuts()).toEqual(['index.html', 'sitemap/newest.xml', 'status.json']);
});

test('a withdrawn release leaves the page, and the page’s time moves', async () => {
  const { store, publish, text } = await aPublisher();
  const head = await store(nthHead(0));
  await publish([BLORA]);
  const at = '2026-03-10T00:00:00.000Z';
  await store({
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
  await publish([BLORA]);
  expect(await text('n/blora/index.html')).not.toContain('Story 0');
});

test('a page names the desks of what it lists, not of a withdrawn release whose pointer a look puts back', async () => {
  const { deps, store, publish, text, takePuts } = await aPublisher();
  const at = '2026-03-10T00:00:00.000Z';
  const head = await store({
    ...nthHead(0),
    state: 'withdrawn',
    kind: 'withdrawal',
    version: 2,
    prev: 1,
    updatedAt: at,
    withdrawn: { at, by: 'deletion' },
  });
  const pointers = pointersOf(head);
  for (const pointer of pointers) await deps.feeds.removePointer(pointer);
  await publish([NETWORK]);
  const page = await text('index.html');
  takePuts();
  for (const pointer of pointers) await deps.feeds.putPointer(pointer);
  await publish([{ ...NETWORK, look: true }]);
  expect(await text('index.html')).toBe(page);
  expect(takePuts()).toEqual([]);
});

test('what is not yet public is in no page', async () => {
  const { store, publish, text } = await aPublisher();
  await store(nthHead(0, { state: 'embargoed', headline: 'Secret until noon' }));
  await publish([BLORA, NETWORK, { prompt: 'feed', feedId: 'n/blora' }]);
  for (const key of ['n/blora/index.html', 'index.html', 'n/blora/feed.xml']) {
    expect(await text(key)).not.toContain('Secret');
  }
});

test('a look a day later writes what time has made old, and has repaired nothing', async () => {
  const { store, publish, takePuts, events, clock } = await aPublisher();
  await store(nthHead(0));
  await publish([NETWORK]);
  takePuts();
  clock.advance(86_400_000);
  await publish([{ ...NETWORK, look: true }]);
  expect(takePuts()).toEqual(['status.json']);
  expect(events).toEqual([]);
});

test('a topic’s feed asks for the lists of feeds when it is new, and not again', async () => {
  const { deps, prompts, store, publish } = await aPublisher();
  const topic = { prompt: 'feed', feedId: 'n/blora/c/works' } as const;
  await store({ ...nthHead(0), feeds: ['n/blora', topic.feedId], feedsEver: ['n/blora', topic.feedId] });
  await publish([topic]);
  await publish([topic]);
  expect(await deps.feeds.listFeeds()).toMatchObject([{ feedId: topic.feedId }]);
  expect(prompts.sent('feeds').map(({ prompt }) => prompt)).toEqual([BLORA, NETWORK]);
});

test('a topic’s page lists as many releases as its feed has entries', async () => {
  const { store, publish, text } = await aPublisher();
  const topic = { prompt: 'feed', feedId: 'n/blora/c/works' } as const;
  const feeds = ['n/blora', topic.feedId];
  for (let n = 0; n < 70; n += 1) await store({ ...nthHead(n), feeds, feedsEver: feeds });
  await publish([topic]);
  const page = await text('n/blora/c/works/index.html');
  expect([...page.matchAll(/<h3[^>]*><a href="[^"]+"/g)]).toHaveLength(50);
});

test('a topic that only withdrawn releases are in is listed no more, though its feed tells of them', async () => {
  const { deps, store, publish, text } = await aPublisher();
  const topic = { prompt: 'feed', feedId: 'n/blora/c/works' } as const;
  const feeds = ['n/blora', topic.feedId];
  const head = await store({ ...nthHead(0), feeds, feedsEver: feeds });
  await publish([topic]);
  const at = '2026-03-09T00:00:00.000Z';
  const gone = { state: 'withdrawn', kind: 'withdrawal', withdrawn: { at, by: 'deletion' } } as const;
  await store({ ...head, ...gone, version: 2, prev: 1, updatedAt: at });
  await publish([topic]);
  expect(await deps.feeds.listFeeds()).toEqual([]);
  expect(await text('n/blora/c/works/feed.xml')).toContain(head.uri);
});

test('a message that comes again follows the page that its builder wrote before it died', async () => {
  const { deps, store, publish, text } = await aPublisher();
  await store(nthHead(0));
  await publish([BLORA]);
  const head = await store(nthHead(1));
  const { feeds } = deps;
  deps.feeds = { ...feeds, putState: () => Promise.reject(new Error('killed')) };
  await expect(publish([BLORA])).rejects.toThrow('killed');
  deps.feeds = feeds;
  expect(await text('n/blora/index.html')).toContain('story-1-5f1413ce');
  // The truth is again what STATE remembers.
  for (const pointer of pointersOf(head)) await deps.feeds.removePointer(pointer);
  await publish([BLORA], { repeated: true });
  expect(await text('n/blora/index.html')).not.toContain('story-1-5f1413ce');
});
