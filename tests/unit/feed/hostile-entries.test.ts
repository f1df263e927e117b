import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import Parser from 'rss-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Entry } from '#domain/feed/feed.ts';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { renderAtom, renderJsonFeed, renderRss } from '#domain/feed/render.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { escapeHtml, xmlCharacters } from '#domain/site/escape.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts';

/** What a text is worth to every reader: legal characters, white space at the ends left aside. */
const plain = (text: string): string => xmlCharacters(text).trim();
const name = (text: string): string => plain(text).replace(/\s+/g, ' ');

/** The entry whose every text is hostile, among two that are not. */
function feedAround(text: string) {
  const hostile = anEntry(1, {
    title: text,
    summary: text,
    excerpt: text,
    contentHtml: sanitizedHtmlSchema.parse(`<p title="${escapeHtml(text)}">${text}</p>`),
    authors: [text, 'Budi'],
    categories: [text],
    dateline: text,
    newsroom: { ...anEntry(1).newsroom, name: text },
  });
  return aFeed([anEntry(0), hostile, anEntry(2)]);
}

const URIS = [0, 1, 2].map((n) => anEntry(n).uri);
const LINKS = [0, 1, 2].map((n) => anEntry(n).url);

function saxesFaults(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => faults.push(message));
  parser.write(xml).close();
  return faults;
}

describe.each(Object.entries(HOSTILE_TEXTS))('%s', (_what, text) => {
  const feed = feedAround(text);

  test('RSS is well-formed and both readers read back what went in', async () => {
    const rss = renderRss(feed);
    expect(saxesFaults(rss)).toEqual([]);
    const items = parseRssFeed(rss).items ?? [];
    expect(items.map(({ guid }) => guid?.value)).toEqual(URIS);
    expect(items.map(({ link }) => link)).toEqual(LINKS);
    expect(items[1]?.title).toBe(plain(text));
    expect(plain(items[1]?.description ?? '')).toBe(plain(escapeHtml(text)));
    expect(items[1]?.dc?.creators).toEqual([name(text), 'Budi']);
    expect(items[1]?.categories?.map((category) => category.name)).toEqual([name(text)]);

    const read = await new Parser().parseString(rss);
    expect(read.items.map(({ guid }) => guid)).toEqual(URIS);
    expect(read.items.map(({ link }) => link)).toEqual(LINKS);
    expect(plain(read.items[1]?.title ?? '')).toBe(plain(text));
  });

  test('Atom is well-formed and both readers read back what went in', async () => {
    const atom = renderAtom(feed);
    expect(saxesFaults(atom)).toEqual([]);
    const entries = parseAtomFeed(atom).entries ?? [];
    expect(entries.map(({ id }) => id)).toEqual(URIS);
    expect(entries.map(({ links }) => links?.[0]?.href)).toEqual(LINKS);
    expect(entries[1]?.title?.value).toBe(plain(text));
    expect(entries[1]?.summary?.value).toBe(plain(text));
    expect(entries[1]?.authors?.map((author) => author.name)).toEqual([name(text), 'Budi']);
    expect(entries[1]?.categories?.map(({ term, label }) => [term, label])).toEqual([
      [name(text), name(text)],
    ]);

    const read = await new Parser().parseString(atom);
    expect(read.items.map((item) => item['id'])).toEqual(URIS);
    expect(read.items.map(({ link }) => link)).toEqual(LINKS);
    expect(plain(read.items[1]?.title ?? '')).toBe(plain(text));
  });

  test('JSON Feed reads back what went in', () => {
    const read = parseJsonFeed(JSON.parse(renderJsonFeed(feed)));
    expect(read.items?.map(({ id }) => id)).toEqual(URIS);
    expect(read.items?.map(({ url }) => url)).toEqual(LINKS);
    expect(plain(read.items?.[1]?.title ?? '')).toBe(plain(text));
    expect(plain(read.items?.[1]?.content_html ?? '')).toBe(
      plain(`<p title="${escapeHtml(text)}">${text}</p>`),
    );
    expect(read.items?.[1]?.authors?.map((author) => author.name)).toEqual([name(text), 'Budi']);
  });

  test('no entry is lost to the gate', () => {
    const rendered = renderDocuments(feed);
    expect(rendered).toMatchObject({ ok: true, quarantined: [] });
  });
});

test('two CDATA ends in a headline leave link and id alone', async () => {
  const text = HOSTILE_TEXTS['ends CDATA twice and replaces link and guid'] ?? '';
  const read = await new Parser().parseString(renderRss(feedAround(text)));
  expect(JSON.stringify(read.items.map(({ link, guid }) => [link, guid]))).not.toContain('evil');
});

test.each([']]>', ']]>]]>', 'a]]>b]]>c]]>'])('HTML with %s means the same in CDATA', (ends) => {
  const contentHtml = sanitizedHtmlSchema.parse(`<p title="${ends}">x</p>`);
  const rss = renderRss(aFeed([anEntry(0, { contentHtml })]));
  expect(parseRssFeed(rss).items?.[0]?.content?.encoded).toBe(contentHtml.replaceAll(']]>', ']]&gt;'));
});

describe('an entry that would spoil the feed', () => {
  const bad: [string, Partial<Entry>][] = [
    ['an id that is no URI', { uri: 'abc-123' }],
    ['an id that a serialiser would rewrite', { uri: 'https://n.example' }],
    ['an id in capitals', { uri: anEntry(7).uri.replace('urn:uuid:5F', 'URN:UUID:5F').toUpperCase() }],
    ['an id with a space', { uri: 'urn:uuid:a b' }],
    ['a relative link', { url: '/n/blora/story' }],
    ['a script for a link', { url: 'javascript:alert(1)' }],
    ['a data address for its JSON', { jsonUrl: 'data:text/plain,x' }],
    ['no headline', { title: ' \u0000 ' }],
    ['no text', { contentHtml: sanitizedHtmlSchema.parse('') }],
    ['a date that is none', { publishedAt: 'yesterday' }],
    ['a date of the year 12000', { updatedAt: '+012000-01-01T00:00:00Z' }],
    ['a language that is none', { language: 'id" onclick="' }],
    ['a newsroom without a name', { newsroom: { ...anEntry(0).newsroom, name: '' } }],
    ['the id of another', { uri: anEntry(3).uri }],
  ];

  test.each(bad)('%s is left out and the other 49 stay', (_what, changes) => {
    const entries = Array.from({ length: 50 }, (_, n) =>
      n === 7 ? anEntry(n, { ...changes, releaseId: 'blora/bad' }) : anEntry(n),
    );
    const rendered = renderDocuments(aFeed(entries));
    if (!rendered.ok) throw new Error(rendered.problem);
    expect(rendered.quarantined.map(({ releaseId }) => releaseId)).toEqual(['blora/bad']);
    const good = entries.filter((_, n) => n !== 7).map(({ uri }) => uri);
    expect(parseRssFeed(rendered.documents.rss).items?.map(({ guid }) => guid?.value)).toEqual(good);
    expect(parseAtomFeed(rendered.documents.atom).entries?.map(({ id }) => id)).toEqual(good);
    expect(JSON.parse(rendered.documents.json).items).toHaveLength(49);
  });
});
