import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectHtml } from '#domain/html/oracle.ts';
import { sanitizeHtml } from '#domain/html/sanitize.ts';
import { htmlToText } from '#domain/html/text.ts';
import { isXmlLegal } from '#domain/html/xml-text.ts';
import { htmlSoup } from '../../support/html-soup.ts';
import { ownVectors, sharedVectors } from '../../support/vectors.ts';

const CORPORA = [
  { name: 'mxss-regressions', strings: ownVectors('mxss-regressions') },
  { name: 'markdown-xss', strings: ownVectors('markdown-xss') },
  { name: 'js-xss', strings: sharedVectors('js-xss') },
  { name: 'owasp-filter-evasion', strings: sharedVectors('owasp-filter-evasion') },
];

describe.each(CORPORA)('$name', ({ name, strings }) => {
  const missing = strings === undefined ? ` (skipped: ${name}.json is not beside the checkout)` : '';

  it.skipIf(strings === undefined)(`comes out without a violation, and settled${missing}`, () => {
    for (const attack of strings ?? []) {
      const { html } = sanitizeHtml(attack);
      expect({ attack, violations: inspectHtml(html) }).toEqual({ attack, violations: [] });
      expect(sanitizeHtml(html).html).toBe(html);
      expect(isXmlLegal(html) && html.isWellFormed() && !html.includes(']]>')).toBe(true);
    }
  });
});

describe('benign news', () => {
  it('keeps its visible text and its links', () => {
    for (const news of ownVectors('benign-news')) {
      const { html } = sanitizeHtml(news);
      expect(wordsOf(html)).toBe(wordsOf(news));
      expect(linksOf(html)).toEqual(linksOf(news));
    }
  });

  const rows: [string, string][] = [
    ['<h1>A</h1><h5>B</h5><h6>C</h6>', '<h2>A</h2><h4>B</h4><h4>C</h4>'],
    ['<p>a</p><div>b</div>', '<p>a</p>b'],
    ['<img src="https://a.example/x.png" alt="">', '<img src="https://a.example/x.png" alt="">'],
    ['<p>x<img src="foto.jpg" alt="y"></p>', '<p>x</p>'],
    ['<a href="/relative">x</a>', 'x'],
    ['<p>a&nbsp;b</p>', '<p>a\u{A0}b</p>'],
    ['<p>e&#x301;</p>', '<p>é</p>'],
    ['<p>a]]&gt;b</p>', '<p>a]]&gt;b</p>'],
    ['<p>&#x338;x</p>', '<p>x</p>'],
    ['<p>a&#xb;b&#x1;c</p>', '<p>abc</p>'],
    ['<p lang="jv" dir="sideways">x</p>', '<p lang="jv">x</p>'],
    ['<td>x', 'x'],
    [
      '<a href="https://аррӏе.com/" target=_blank rel=opener>x</a>',
      '<a href="https://xn--80ak6aa92e.com/" rel="nofollow noopener noreferrer">x</a>',
    ],
  ];
  it.each(rows)('%s', (news, expected) => {
    expect(sanitizeHtml(news).html).toBe(expected);
  });
});

describe('removed', () => {
  it('names elements and attributes that were left out, once each', () => {
    const { removed } = sanitizeHtml(
      '<p onclick=x>a<script>b</script></p><p onclick=y>c</p><a href="javascript:1">d</a>',
    );
    expect(removed.toSorted()).toEqual(['a[href]', 'p[onclick]', 'script']);
  });

  it('is empty for clean news', () => {
    expect(sanitizeHtml('<h2>a</h2><p>b <em>c</em></p>').removed).toEqual([]);
  });
});

describe('any markup', () => {
  it('settles: sanitizing again changes nothing and nothing in it breaks the policy', () => {
    fc.assert(
      fc.property(htmlSoup, (soup) => {
        const { html } = sanitizeHtml(soup);
        expect(inspectHtml(html)).toEqual([]);
        expect(sanitizeHtml(html).html).toBe(html);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every word of escaped text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 5 }), (texts) => {
        const { html } = sanitizeHtml(texts.map((text) => `<p>a${escape(text)}b</p>`).join(''));
        const expected = texts.map((text) => squeeze(`a${text}b`.normalize('NFC')));
        expect(htmlToText(html).split('\n').map(squeeze)).toEqual(texts.length === 0 ? [''] : expected);
      }),
      { numRuns: 500 },
    );
  });
});

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const KEPT = new Set(['\n', '\t', '\u{200C}', '\u{200D}']);

function squeeze(text: string): string {
  return text
    .replace(/\p{C}/gu, (character) => (KEPT.has(character) ? character : ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words between tags, entities resolved for those that the benign news uses. */
function wordsOf(html: string): string {
  return html
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/&(lt|gt|amp|euro|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', euro: '€', nbsp: ' ' };

function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
}
