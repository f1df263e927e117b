import { describe, expect, test } from 'vitest';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import { escapeScriptJson, escapeXmlAttribute, xmlCharacters } from '#domain/site/escape.ts';
import { excerptOf } from '#domain/site/excerpt.ts';
import { formatTime } from '#domain/site/format-time.ts';
import { networkLanguage } from '#domain/site/network-language.ts';
import { indexKey, urlOf } from '#domain/site/paths.ts';
import {
  renderJsonDocument,
  renderPageDocument,
  renderVersionJsonDocument,
} from '#domain/site/release-documents.ts';
import { storedDocument } from '#domain/site/stored-document.ts';
import { wordsFor } from '#domain/site/words.ts';
import { BLORA, nthHead } from '../../support/feed-facts.ts';
import { aView } from '../../support/a-view.ts';

describe('a release’s documents', () => {
  test('where they stand and what the edge must know', () => {
    const page = renderPageDocument(aView());
    expect(page.key).toBe('n/blora/story-0-5f1413ce');
    expect(page.object).toMatchObject({
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'public, max-age=60',
    });
    expect(page.object.metadata['status']).toBeUndefined();
    expect(renderJsonDocument(aView()).key).toBe('n/blora/story-0-5f1413ce.json');
    const version = renderVersionJsonDocument(aView({ head: nthHead(0, { version: 4 }) }));
    expect(version.key).toBe('n/blora/story-0-5f1413ce/v4.json');
  });

  test('withdrawn and killed ones answer 410; an older version of a killed one too', () => {
    const at = '2026-03-04T00:00:00.000Z';
    const killed = {
      ...aView({ head: nthHead(0, { state: 'killed', killed: { at, reason: 'x' }, version: 2 }) }),
    };
    for (const document of [renderPageDocument(killed), renderJsonDocument(killed)]) {
      expect(document.object.metadata['status']).toBe('410');
    }
    const first = renderVersionJsonDocument(killed, 1);
    expect([first.key, first.object.metadata['status']]).toEqual(['n/blora/story-0-5f1413ce/v1.json', '410']);
    expect(JSON.parse(String(first.object.body)).version).toBe('2');
  });

  test('a text that was not brought is no empty page', () => {
    expect(() => renderPageDocument({ ...aView(), content: undefined })).toThrow('blora/story-0');
  });

  test('metadata is ASCII whatever the address', () => {
    const { object } = storedDocument({
      key: 'x',
      type: 'rss',
      body: '',
      selfUrl: 'https://bücher.example/ä b',
    });
    expect(object.metadata['link']).toBe('<https://xn--bcher-kva.example/%C3%A4%20b>; rel="self"');
    const selfUrl = `https://x.example/${'a'.repeat(3_000)}`;
    expect(() => storedDocument({ key: 'x', type: 'rss', body: '', selfUrl })).toThrow('2048 bytes');
  });
});

test.each([
  ['2025-01-14T09:04:00Z', 'Asia/Jakarta', 'id', '14 Januari 2025, 16.04 WIB'],
  ['2025-12-31T23:59:59Z', 'Asia/Jayapura', 'id', '1 Januari 2026, 08.59 WIT'],
  ['2025-08-17T00:00:00Z', 'Asia/Makassar', 'en', '17 August 2025, 08:00 WITA'],
  ['2025-07-01T00:30:00Z', 'America/New_York', 'en', '30 June 2025, 20:30 GMT-4'],
  ['2025-01-14T09:04:00Z', 'Europe/London', 'en', '14 January 2025, 09:04 GMT'],
  ['2025-07-01T00:30:00Z', 'Mars/Olympus', 'en', '1 July 2025, 00:30 UTC'],
])('%s in %s is read as it is said there', (at, zone, language, expected) => {
  expect(formatTime(at, zone, wordsFor(language))).toBe(expected);
});

test.each([
  ['<p>One &amp; two.</p><p>Three</p>', 'One & two. Three'],
  ['<p>a <a href="https://x.example/?a=1&amp;b=>2" title="x > y">b</a>c</p>', 'a bc'],
  ['<p>1 &lt; 2</p>', '1 < 2'],
  ['', ''],
])('the beginning of %s', (body, expected) => {
  expect(excerptOf(sanitizedHtmlSchema.parse(body))).toBe(expected);
});

test('the beginning of a long text ends after a whole word or character', () => {
  const words = excerptOf(sanitizedHtmlSchema.parse(`<p>${'word, '.repeat(200)}</p>`));
  expect(words).toMatch(/word…$/);
  expect(words.length).toBeLessThanOrEqual(281);
  expect(excerptOf(sanitizedHtmlSchema.parse(`<p>x${'😀'.repeat(200)}</p>`)).isWellFormed()).toBe(true);
});

test('each place has its own escape', () => {
  expect(escapeScriptJson({ a: '</script><!--&\u2028' })).toBe(
    '{"a":"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028"}',
  );
  expect(escapeXmlAttribute('a"<&\n\t')).toBe('a&quot;&lt;&amp;&#10;&#9;');
  expect(xmlCharacters('a\u0000b\uD800c\uFFFEd\r\ne😀')).toBe('abcd\ne😀');
});

test('addresses of folders end in a slash, whatever the site’s own ends in', () => {
  expect(urlOf('https://x.example', indexKey('network'))).toBe('https://x.example/');
  expect(urlOf('https://x.example/', indexKey('blora'))).toBe('https://x.example/n/blora/');
  expect(urlOf('https://x.example', 'n/blora/feed.xml')).toBe('https://x.example/n/blora/feed.xml');
});

test('the network speaks what most of its newsrooms speak', () => {
  const english = { ...BLORA, id: 'x', language: 'en' };
  expect(networkLanguage([BLORA, english, { ...english, id: 'y' }])).toBe('en');
  expect(networkLanguage([BLORA, english])).toBe('en');
  expect(networkLanguage([BLORA])).toBe('id');
  expect(networkLanguage([])).toBe('en');
});
