import { describe, expect, test } from 'vitest';
import { checkDocument } from '#domain/feed/gate.ts';
import { renderAtom, renderJsonFeed, renderRss } from '#domain/feed/render.ts';
import { spliceAtom } from '#domain/feed/splice-atom.ts';
import { aFeed, anEntry } from '../../support/an-entry.ts';

const feed = aFeed([anEntry(0), anEntry(1)]);
const rss = renderRss(feed);
const atom = renderAtom(feed);
const json = renderJsonFeed(feed);

test('what was rendered passes, an empty feed too', () => {
  const empty = aFeed([]);
  expect(checkDocument('rss', rss, feed)).toEqual({ ok: true });
  expect(checkDocument('atom', atom, feed)).toEqual({ ok: true });
  expect(checkDocument('json', json, feed)).toEqual({ ok: true });
  expect(checkDocument('rss', renderRss(empty), empty)).toEqual({ ok: true });
  expect(checkDocument('atom', renderAtom(empty), empty)).toEqual({ ok: true });
  expect(checkDocument('json', renderJsonFeed(empty), empty)).toEqual({ ok: true });
});

describe('a broken document is refused', () => {
  test.each([
    ['cut short', rss.slice(0, -20)],
    ['with a control character', rss.replace('Story 0', 'Story\u0001')],
    ['with a bare ampersand', rss.replace('Story 0', 'A & B')],
    ['with an unbound prefix', rss.replace('<title>Story 0', '<x:y/><title>Story 0')],
    ['with an undeclared entity', rss.replace('Story 0', '&nbsp;')],
    ['with a document type', rss.replace('<rss', '<!DOCTYPE rss><rss')],
    ['with a second link in an item', rss.replace('<guid', '<link>https://evil.example/</link><guid')],
    ['with a second id in an item', rss.replace('<pubDate', '<guid>evil</guid><pubDate')],
    ['without a description', rss.replace('<description>Story 0 begins.</description>', '')],
    ['with the same id twice', rss.replace(anEntry(1).uri, anEntry(0).uri)],
    ['with an item too few', rss.replace(/<item>[\s\S]*?<\/item>/, '')],
    ['in another order', renderRss(aFeed([anEntry(1), anEntry(0)]))],
    ['with a second channel', rss.replace('</channel>', '</channel><channel/>')],
    ['of no bytes', ''],
  ])('RSS %s', (_what, document) => {
    expect(document).not.toBe(rss);
    expect(checkDocument('rss', document, feed)).toMatchObject({ ok: false });
  });

  test.each([
    ['with a second title', atom.replace('<id>urn', '<title>evil</title><id>urn')],
    ['without updated', atom.replace(/<entry>([\s\S]*?)<updated>.*?<\/updated>/, '<entry>$1')],
    ['with an entry too many', atom.replace('</feed>', '<entry><id>x</id></entry></feed>')],
  ])('Atom %s', (_what, document) => {
    expect(document).not.toBe(atom);
    expect(checkDocument('atom', document, feed)).toMatchObject({ ok: false });
  });

  test.each([
    ['cut short', json.slice(0, -5)],
    ['of version 1', json.replace('version/1.1', 'version/1')],
    ['with another id', json.replace(anEntry(0).uri, 'evil')],
  ])('JSON Feed %s', (_what, document) => {
    expect(checkDocument('json', document, feed)).toMatchObject({ ok: false });
  });
});

describe('the Atom splice counts what it finds', () => {
  const splice = { feedAttributes: [], feedElements: [], entries: [], lastElements: [] };
  const start = '<feed xmlns="http://www.w3.org/2005/Atom">';

  test.each([
    ['an entry that was not asked for', `${start}\n    <entry>\n    </entry>\n</feed>`],
    ['two feed elements', `${start}${start}\n</feed>`],
    ['no end', `${start}\n`],
  ])('%s', (_what, document) => {
    expect(() => spliceAtom(document, splice)).toThrow('Atom');
  });
});
