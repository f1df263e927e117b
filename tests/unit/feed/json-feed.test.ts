import { describe, expect, test } from 'vitest';
import { renderJsonFeed } from '#domain/feed/render.ts';
import { jsonFeedFaults } from '../../../bench/json-feed-faults.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

type Read = { items: { summary?: string; authors: object[]; _presswire: { status: string } }[] };

const image = { url: 'https://news.example.org/media/a.jpg', type: 'image/jpeg', bytes: 12, alt: 'Pasar' };
const urls = aFeed([]).selfUrls;
const older = { ...urls, json: 'https://news.example.org/n/blora/archive/1.json' };
const hubUrl = 'https://news.example.org/websub';
const whole = renderJsonFeed(
  aFeed([anEntry(0, { image }), anEntry(1)], { hubUrl, olderUrls: older, currentUrls: urls }),
);

test('a feed keeps the rules of JSON Feed 1.1', () => {
  const document = renderJsonFeed(
    aFeed([
      anEntry(0, { summary: 'Short', note: { label: 'Koreksi', text: 'Angka' }, dateline: 'Blora' }),
      anEntry(1, { authors: ['', ' '], categories: [] }),
      anEntry(2, { notice: 'withdrawn' }),
    ]),
  );
  expect(jsonFeedFaults(whole)).toEqual([]);
  expect(jsonFeedFaults(document)).toEqual([]);
  const { items }: Read = JSON.parse(document);
  expect(items.map(({ _presswire }) => _presswire.status)).toEqual(['published', 'published', 'withdrawn']);
  expect(items[0]?.summary).toBe('Koreksi: Angka — Short');
  expect(items[1]?.authors).toEqual([{ name: 'Blora' }]);
});

describe('the rules', () => {
  type Document = Record<string, unknown> & { items: Record<string, unknown>[] };
  const broken: readonly [string, (feed: Document) => object][] = [
    ['another version', (feed) => ({ ...feed, version: 'https://jsonfeed.org/version/1' })],
    ['no title', (feed) => ({ ...feed, title: undefined })],
    ['a member of its own', (feed) => ({ ...feed, colour: 'red' })],
    ['an extension that is no object', (feed) => ({ ...feed, _colour: 'red' })],
    ['a relative address', (feed) => ({ ...feed, icon: '/icon.svg' })],
    ['a hub without an address', (feed) => ({ ...feed, hubs: [{ type: 'WebSub' }] })],
    ['an author without a member', (feed) => ({ ...feed, authors: [{}] })],
    ['next_url that is itself', (feed) => ({ ...feed, next_url: feed['feed_url'] })],
    ['an id that stands twice', (feed) => ({ ...feed, items: [feed.items[0], feed.items[0]] })],
    ['an id that is a number', (feed) => ({ ...feed, items: [{ ...feed.items[0], id: 7 }] })],
    ['no content', (feed) => ({ ...feed, items: [{ id: 'x' }] })],
    ['a date in words', (feed) => ({ ...feed, items: [{ ...feed.items[0], date_published: 'today' }] })],
    [
      'an attachment without a type',
      (feed) => ({ ...feed, items: [{ ...feed.items[0], attachments: [{ url: hubUrl }] }] }),
    ],
  ];

  test.each(broken)('find %s', (_, breakIt) => {
    const parsed: Document = JSON.parse(whole);
    expect(jsonFeedFaults(JSON.stringify(breakIt(parsed)))).toHaveLength(1);
  });
});
