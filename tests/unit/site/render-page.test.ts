import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderReleasePage } from '#domain/site/render-page.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aView } from '../../support/a-view.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.ts';

type Element = DefaultTreeAdapterTypes.Element;

function elements(page: string): Element[] {
  const found: Element[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(page));
  return found;
}

const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.attrs.find((one) => one.name === name)?.value;

function text(node: DefaultTreeAdapterTypes.Node | undefined): string {
  if (node === undefined) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(text).join('') : '';
}

const only = (page: string, tag: string): Element[] =>
  elements(page).filter(({ tagName }) => tagName === tag);

function jsonLd(page: string): Record<string, unknown> {
  return JSON.parse(text(only(page, 'script')[0]));
}

/** The same elements with the same attribute names: what a text must not be able to change. */
const skeleton = (page: string): string[] =>
  elements(page).map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '));

describe('a release’s page', () => {
  const page = renderReleasePage(aView());

  test('says everything that the release says', () => {
    expect(text(only(page, 'h1')[0])).toBe('Pasar Sayangan dibuka kembali');
    const all = text(only(page, 'main')[0]).replace(/\s+/g, ' ');
    for (const said of [
      'Empat puluh kios',
      'Ana',
      'Blora ·',
      'Pedagang menata',
      '"lorongnya" lebih lebar',
      'Dinas Pasar mengelola',
      'Ia berdiri pada 1974.',
      'Sri Lestari, Humas Kota',
      '+62 296 000 111',
      'redaksi@example.org',
      '1 Maret 2026, 07.00 WIB',
    ]) {
      expect(all).toContain(said);
    }
    expect(attribute(only(page, 'time')[0], 'datetime')).toBe('2026-03-01T00:00:00.000Z');
  });

  test('tells machines the same', () => {
    expect(jsonLd(page)).toMatchObject({
      '@type': 'NewsArticle',
      headline: 'Pasar Sayangan dibuka kembali',
      datePublished: '2026-03-01T00:00:00.000Z',
      author: [{ name: 'Ana' }],
      publisher: { name: 'Blora', url: 'https://news.example.org/n/blora/' },
      identifier: nthHead(0).uri,
    });
    const links = only(page, 'link').map((link) => [attribute(link, 'rel'), attribute(link, 'href')]);
    expect(links).toContainEqual(['canonical', 'https://news.example.org/n/blora/story-0-5f1413ce']);
    for (const feed of ['n/blora/feed.xml', 'n/blora/atom.xml', 'n/blora/feed.json', 'feed.xml']) {
      expect(links).toContainEqual(['alternate', `https://news.example.org/${feed}`]);
    }
    const og = only(page, 'meta').find((meta) => attribute(meta, 'property') === 'og:title');
    expect(attribute(og, 'content')).toBe('Pasar Sayangan dibuka kembali');
  });

  test('carries no script but the site’s file, at most 20 KB of style, and a policy that fits both', () => {
    const scripts = only(page, 'script').map((each) => [attribute(each, 'type'), attribute(each, 'src')]);
    expect(scripts).toEqual([
      ['application/ld+json', undefined],
      [undefined, '/site.js'],
    ]);
    for (const button of only(page, 'button')) expect(attribute(button, 'hidden')).toBe('');
    const style = text(only(page, 'style')[0]);
    expect(style.length).toBeLessThan(20_000);
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = only(page, 'meta').find((meta) => attribute(meta, 'http-equiv') !== undefined);
    expect(attribute(policy, 'content')).toContain(`style-src 'sha256-${hash}'`);
    expect(attribute(policy, 'content')).toContain("script-src 'self';");
  });

  test('has one main heading, one main part, and says its language', () => {
    expect([only(page, 'h1').length, only(page, 'main').length]).toEqual([1, 1]);
    expect(attribute(only(page, 'html')[0], 'lang')).toBe('id');
    const arabic = renderReleasePage(aView({ content: { language: 'ar' } }));
    expect(attribute(only(arabic, 'article')[0], 'dir')).toBe('rtl');
  });

  test('shows a correction above the text and in the history', () => {
    const head = nthHead(0, {
      version: 2,
      kind: 'correction',
      note: 'Kiosnya 40, bukan 14.',
      updatedAt: '2026-03-02T03:00:00.000Z',
    });
    const corrected = renderReleasePage(
      aView({
        head,
        history: [
          { version: 1, kind: 'first', at: '2026-03-01T00:00:00.000Z' },
          { version: 2, kind: 'correction', note: 'Kiosnya 40, bukan 14.', at: '2026-03-02T03:00:00.000Z' },
        ],
      }),
    );
    expect(text(only(corrected, 'aside')[0])).toContain('Kiosnya 40, bukan 14.');
    expect(
      only(corrected, 'ol')
        .map((list) => text(list))
        .join(''),
    ).toContain('Koreksi: Kiosnya 40');
    expect(jsonLd(corrected)).toMatchObject({ correction: 'Kiosnya 40, bukan 14.' });
  });

  test('an English newsroom’s page speaks English', () => {
    const newsroom = { ...aView().newsroom, language: 'en-GB', timezone: 'Europe/London' };
    expect(text(only(renderReleasePage(aView({ newsroom })), 'main')[0])).toContain('1 March 2026, 00:00');
  });
});

describe('hostile texts change nothing but text', () => {
  const page = (said: string): string =>
    renderReleasePage(
      aView({
        head: nthHead(0, { note: said, kind: 'correction', version: 2, headline: said }),
        content: {
          headline: said,
          subheadline: said,
          summary: said,
          dateline: said,
          boilerplate: `${said}x`,
          authors: [said],
          categories: [said],
          picture: { caption: said },
          contacts: [
            {
              name: said,
              organisation: said,
              phone: said,
              email: said,
            },
          ],
        },
        history: [1, 2].map((version) => ({
          version,
          kind: 'update',
          note: said,
          at: '2026-03-01T00:00:00Z',
        })),
        newsroom: { ...aView().newsroom, name: said },
      }),
    );
  const expected = skeleton(page('x'));

  test.each(Object.entries(HOSTILE_TEXTS).filter(([what]) => !['white space', 'line ends'].includes(what)))(
    '%s',
    (_what, said) => {
      const made = page(said);
      expect(skeleton(made)).toEqual(expected);
      expect(() => jsonLd(made)).not.toThrow();
      expect(jsonLd(made)['headline']).toBe(said);
      expect(made).not.toMatch(/href="(?:javascript|data):/i);
    },
  );

  test('any text', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        any.filter((said) => /^\S+$/.test(said)),
        (said) => {
          expect(skeleton(page(`a${said}`))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a notice stands in the place of a release', () => {
  const at = '2026-03-04T00:00:00.000Z';

  test('withdrawn: its headline, no text', () => {
    const head = nthHead(0, { state: 'withdrawn', updatedAt: at, withdrawn: { at, by: 'deletion' } });
    const page = renderReleasePage({ ...aView({ head }), content: undefined });
    expect(text(only(page, 'h1')[0])).toBe('Siaran pers ini ditarik');
    expect(page).toContain('Story 0');
    expect(page).not.toContain('lorongnya');
    expect(page).toContain('noindex');
  });

  test('killed: nothing of what it was, nor why', () => {
    const head = nthHead(0, { state: 'killed', updatedAt: at, killed: { at, reason: 'court order 12' } });
    const page = renderReleasePage(aView({ head }));
    for (const said of ['Story 0', 'Ana', 'lorongnya', 'court order', 'Pasar'])
      expect(page).not.toContain(said);
  });
});
