import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { renderDocuments } from '#domain/feed/render-documents.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

const image = {
  url: 'https://news.example.org/media/0a1b.jpg?a=1&b=2',
  type: 'image/jpeg',
  bytes: 48_213,
  width: 1200,
  height: 800,
  alt: 'Pedagang "pagi"',
  caption: 'Pedagang & pembeli',
  credit: 'Ana <Widya>',
};
const SCHEME = 'https://news.example.org/n/blora/c/';

function documents(feedId: string) {
  const entry = anEntry(0, { image, categories: ['Pasar', 'Ekonomi'], authors: ['Ana Widya', 'Budi'] });
  const rendered = renderDocuments(aFeed([entry], { feedId }));
  if (!rendered.ok) throw new Error(rendered.problem);
  expect(rendered.quarantined).toEqual([]);
  return rendered.documents;
}

test('RSS has an image of a size that RSS knows, with the channel’s title and link', () => {
  const { title, link, image } = parseRssFeed(documents('n/blora').rss);
  expect(image).toEqual({ url: 'https://news.example.org/icon.png', title, link, width: 144, height: 144 });
});

test('what stands before the items of RSS: a validator asks for them to be last', () => {
  const { rss } = documents('n/blora');
  const after = rss.slice(rss.lastIndexOf('</item>') + '</item>'.length);
  expect(after.replace(/\s/g, '')).toBe('</channel></rss>');
});

test('a title that looks like markup is written by number in RSS, and read as it is', () => {
  const title = 'Tips <b> & &lt;i&gt; 1 < 2';
  const rendered = renderDocuments(aFeed([anEntry(0, { title })], { title: 'A & B' }));
  if (!rendered.ok) throw new Error(rendered.problem);
  const { rss } = rendered.documents;
  expect(rss).toContain('<title>A &#x26; B</title>');
  expect(rss).toContain('<title>Tips &#x3C;b&gt; &#x26; &#x26;lt;i&#x26;gt; 1 &#x3C; 2</title>');
  expect(parseRssFeed(rss).items?.[0]?.title).toBe(title);
});

test('the namespace of tombstones stands in Atom only where there are some', () => {
  const atomOf = (changes: Parameters<typeof anEntry>[1]): string => {
    const rendered = renderDocuments(aFeed([anEntry(0, changes)]));
    return rendered.ok ? rendered.documents.atom : rendered.problem;
  };
  expect(atomOf({})).not.toContain('xmlns:at');
  expect(atomOf({ notice: 'withdrawn' })).toContain('xmlns:at="http://purl.org/atompub/tombstones/1.0"');
});

describe('what an entry has beside its texts', () => {
  test('RSS', () => {
    const { rss } = documents('network');
    const item = parseRssFeed(rss).items?.[0];
    expect(item?.enclosures).toEqual([{ url: image.url, length: image.bytes, type: image.type }]);
    expect(item?.media?.contents?.[0]).toMatchObject({
      url: image.url,
      type: image.type,
      medium: 'image',
      fileSize: image.bytes,
      width: 1200,
      height: 800,
    });
    expect(item?.media?.contents?.[0]?.credits?.[0]).toMatchObject({
      role: 'photographer',
      value: image.credit,
    });
    expect(item?.categories).toEqual([
      { name: 'Pasar', domain: SCHEME },
      { name: 'Ekonomi', domain: SCHEME },
    ]);
    expect(item?.dc?.creators).toEqual(['Ana Widya', 'Budi']);
    expect(item?.source).toEqual({ title: 'Blora', url: 'https://news.example.org/n/blora/feed.xml' });
    expect(rss.indexOf('<content:encoded>')).toBeGreaterThan(rss.lastIndexOf('<description>'));
    expect(rss).toMatch(/<atom:updated>2026-/);
  });

  test('Atom', () => {
    const { atom } = documents('network');
    const entry = parseAtomFeed(atom).entries?.[0];
    expect(entry?.links).toContainEqual({
      rel: 'enclosure',
      type: image.type,
      length: image.bytes,
      title: image.alt,
      href: image.url,
    });
    expect(entry?.media?.contents?.[0]?.credits?.[0]?.value).toBe(image.credit);
    expect(entry?.categories?.[0]).toEqual({ term: 'Pasar', scheme: SCHEME, label: 'Pasar' });
    expect(entry?.source).toMatchObject({
      id: 'https://news.example.org/n/blora/atom.xml',
      title: { value: 'Blora' },
    });
    expect(atom).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id"');
  });

  test('JSON Feed', () => {
    const [item] = JSON.parse(documents('network').json).items;
    expect(item.attachments).toEqual([
      { url: image.url, mime_type: image.type, size_in_bytes: image.bytes, title: image.alt },
    ]);
    expect(item).toMatchObject({ image: image.url, language: 'id', author: { name: 'Ana Widya' } });
    expect(item.authors).toEqual([{ name: 'Ana Widya' }, { name: 'Budi' }]);
  });

  test('a newsroom’s own feeds name no source', () => {
    for (const feedId of ['n/blora', 'n/blora/c/pasar']) {
      const { rss, atom } = documents(feedId);
      expect(rss).not.toContain('<source');
      expect(atom).not.toContain('<source');
    }
  });

  test('a picture of no picture type leaves its entry out', () => {
    const bad = anEntry(1, { image: { ...image, type: 'image/jpeg" onload="x' } });
    const rendered = renderDocuments(aFeed([anEntry(0), bad]));
    expect(rendered).toMatchObject({ ok: true, quarantined: [{ releaseId: 'blora/story-1' }] });
  });
});
