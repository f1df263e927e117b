import { expect, test } from 'vitest';
import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { RENDERERS } from '#domain/feed/render.ts';
import type { Feed } from '#domain/feed/feed.ts';
import { FEED_FORMATS } from '#domain/site/paths.ts';
import { BLORA, contentOf, nthHead } from '../../support/feed-facts.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

const IMAGE = { url: 'https://news.example.org/media/a.jpg', type: 'image/jpeg', bytes: 12, credit: 'Ana' };
const URLS = { rss: 'https://x.example/1', atom: 'https://x.example/2', json: 'https://x.example/3' };

const FEEDS: readonly [string, Partial<Feed>][] = [
  ['a newsroom', {}],
  ['the network, where every entry names its own newsroom', { feedId: 'network' }],
  ['another language, which Atom says of each entry', { language: 'en' }],
  ['an archive document', { currentUrls: URLS, olderUrls: URLS }],
];

test.each(FEEDS)('documents made of remembered entries are those made at once: %s', (_what, facts) => {
  const entries = [
    anEntry(0, { image: IMAGE }),
    anEntry(1, { notice: 'withdrawn' }),
    anEntry(2, { title: '        </item>\n' }),
    anEntry(3, { note: { label: 'Ralat', text: ']]> & <entry' } }),
  ];
  for (const count of [0, 1, 4]) {
    const feed = aFeed(entries.slice(0, count), facts);
    for (const _again of [1, 2]) {
      const rendered = renderDocuments(feed);
      expect(rendered.ok && rendered.quarantined).toEqual([]);
      for (const format of FEED_FORMATS) {
        expect(rendered.ok && rendered.documents[format]).toBe(RENDERERS[format](feed));
      }
    }
  }
});

test('an entry is the same value until its release, its content or its newsroom changes', () => {
  const remembered = makeEntryMemory({ maxEntries: 2 });
  const facts = {
    head: nthHead(0),
    content: contentOf(nthHead(0)),
    newsroom: BLORA,
    siteUrl: 'https://a.example',
  };
  const first = remembered(facts);
  expect(remembered({ ...facts, head: { ...facts.head } })).toBe(first);
  for (const changed of [
    { head: { ...facts.head, rev: facts.head.rev + 1 } },
    { content: { ...facts.content, headline: 'Other' } },
    { newsroom: { ...facts.newsroom, name: 'Other' } },
    { siteUrl: 'https://b.example' },
  ]) {
    expect(remembered({ ...facts, ...changed })).not.toBe(first);
  }
});

test('what was not asked for longest is forgotten first', () => {
  const remembered = makeEntryMemory({ maxEntries: 2 });
  const content = contentOf(nthHead(0));
  const ask = (n: number) =>
    remembered({ head: nthHead(n), content, newsroom: BLORA, siteUrl: 'https://a.example' });
  const [first, second] = [ask(0), ask(1)];
  expect(ask(0)).toBe(first);
  ask(2);
  expect(ask(0)).toBe(first);
  expect(ask(1)).not.toBe(second);
});
