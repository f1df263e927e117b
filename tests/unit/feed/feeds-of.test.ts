import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFeed } from '#domain/feed/build-feed.ts';
import { feedsOf } from '#domain/feed/feed-id.ts';
import { topicOf } from '#domain/feed/feed-topic.ts';
import { feedFacts, nthHead } from '../../support/feed-facts.ts';

const filed = { newsroom: 'blora', language: 'id', categories: ['Pasar'], authors: ['Ana Widya'] };

describe('the feeds of a release', () => {
  test.each([
    ['one category and one author', {}, ['c/pasar', 'n/blora/a/ana-widya', 'n/blora/c/pasar']],
    ['none of either', { categories: [], authors: [] }, []],
    [
      'two spellings of one category',
      { authors: [], categories: ['Pasar', 'pasar'] },
      ['c/pasar', 'n/blora/c/pasar'],
    ],
  ])('%s', (_what, changes, more) => {
    const feeds = feedsOf({ ...filed, ...changes });
    expect(feeds.slice(0, 3)).toEqual(['network', 'n/blora', 'l/id']);
    expect(feeds.slice(3).toSorted()).toEqual(more);
  });

  test('five categories, three authors, twelve feeds at most', () => {
    const names = (letter: string) => Array.from({ length: 9 }, (_, n) => `${letter}${n}`);
    const feeds = feedsOf({ ...filed, categories: names('k'), authors: names('p') });
    expect(feeds).toHaveLength(12);
    expect(feeds.filter((id) => id.startsWith('n/blora/c/'))).toHaveLength(5);
    expect(feeds.filter((id) => id.startsWith('n/blora/a/'))).toHaveLength(3);
  });

  test('any names make paths that say what they are about, none twice', () => {
    const names = fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 8 });
    fc.assert(
      fc.property(names, names, (categories, authors) => {
        const feeds = feedsOf({ ...filed, categories, authors });
        expect(new Set(feeds).size).toBe(feeds.length);
        for (const id of feeds) expect(id).toMatch(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/);
        for (const id of feeds.slice(3)) expect(['category', 'author']).toContain(topicOf(id).kind);
      }),
    );
  });
});

test.each([
  ['network', 'Example News', 'https://news.example.org/'],
  ['n/blora', 'Blora', 'https://news.example.org/n/blora/'],
  ['n/blora/c/pasar', 'Pasar — Blora', 'https://news.example.org/n/blora/c/pasar/'],
  ['n/blora/a/ana-widya', 'Ana Widya — Blora', 'https://news.example.org/n/blora/a/ana-widya/'],
  ['c/pasar', 'Pasar — Example News', 'https://news.example.org/c/pasar/'],
  ['l/id', 'Bahasa Indonesia — Example News', 'https://news.example.org/l/id/'],
])('the feed %s is named %s', (feedId, title, homeUrl) => {
  const feeds = feedsOf(filed);
  const heads = [nthHead(0, { categories: ['Pasar'], authors: ['Ana Widya'], feeds, feedsEver: feeds })];
  const { feed } = buildFeed(feedFacts(0, { feedId, heads }));
  expect(feed).toMatchObject({ title, homeUrl });
  expect(feed.entries).toHaveLength(1);
});

test('the name of an author whose release was killed is not repeated', () => {
  const feeds = feedsOf(filed);
  const at = '2026-03-08T00:00:00.000Z';
  const head = nthHead(0, {
    authors: ['Ana Widya'],
    feeds,
    feedsEver: feeds,
    state: 'killed',
    killed: { at, reason: 'x' },
  });
  const { feed } = buildFeed(feedFacts(0, { feedId: 'n/blora/a/ana-widya', heads: [head] }));
  expect([feed.title, feed.entries.length]).toEqual(['ana-widya — Blora', 1]);
});
