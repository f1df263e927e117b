import { parseOpml } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { feedsOf } from '#domain/feed/feed-id.ts';
import type { Head } from '#domain/release/head.ts';
import { BLORA, nthHead } from '../../support/feed-facts.ts';
import { pageElements } from '../../support/page-elements.ts';
import { aPublisher } from './a-publisher.ts';

const SITE = 'https://news.example.org';
const NETWORK = { prompt: 'index', newsroom: 'network' } as const;
const DAY_MS = 86_400_000;

/** The `n`th release in all of its feeds. */
function filed(n: number, changes: Partial<Head> = {}): Head {
  const named = {
    newsroom: 'blora',
    language: 'id',
    categories: ['Pasar & <Ekonomi>'],
    authors: ['Ana "W"'],
  };
  const feeds = feedsOf(named);
  return nthHead(n, { ...named, feeds, feedsEver: feeds, ...changes });
}

async function aSite(count: number) {
  const publisher = await aPublisher();
  const { deps, store, publish, clock, text } = publisher;
  for (let n = 0; n < count; n += 1) await store(filed(n));
  const feeds = filed(0).feeds.map((feedId) => ({ prompt: 'feed', feedId }) as const);
  const everything = [...feeds, NETWORK, { prompt: 'index', newsroom: 'blora' }] as const;
  await publish(everything);
  clock.advance(5_000);
  await publish(everything);
  const locations = async (key: string): Promise<string[]> =>
    [...(await text(key)).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
  return { ...publisher, everything, locations, keys: () => deps.site.list('', { limit: 1000 }) };
}

describe('a site of 180 releases', () => {
  test('every page has one main part and heading, names its things, and links only to what is there', async () => {
    const { keys, text } = await aSite(180);
    const stored = new Set(await keys());
    const pages = [...stored].filter((key) => key.endsWith('.html'));
    expect(pages).toContain('archive/2/index.html');
    expect(pages).toContain('n/blora/a/ana-w/index.html');
    for (const key of pages) {
      const elements = pageElements(await text(key));
      const count = (tag: string) => elements.filter((element) => element.tag === tag).length;
      expect([key, count('h1'), count('main'), count('title')]).toEqual([key, 1, 1, 1]);
      const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { tag, attributes, text: said } of elements) {
        if (tag === 'nav') expect(attributes['aria-label']).toBeTruthy();
        if (tag === 'a' || tag === 'button') expect([key, said]).not.toEqual([key, '']);
        if (tag === 'img') expect(attributes['alt']).toBeDefined();
        expect(Object.keys(attributes).filter((name) => /^on|^style$/.test(name))).toEqual([]);
        const href = attributes['href']?.replace(SITE, '');
        if (href === undefined || !href.startsWith('/')) continue;
        const wanted = href.slice(1).replace(/(^|\/)$/, '$1index.html');
        if (!/-5f1413ce(?:\.json)?$/.test(wanted)) expect([key, stored.has(wanted)]).toEqual([key, true]);
      }
    }
  });

  test('a desk names its topics and authors without repeating itself', async () => {
    const { text } = await aSite(3);
    const named = (page: string): string[] =>
      pageElements(page).flatMap(({ tag, text: said, attributes: { href = '' } }) =>
        tag === 'a' && /\/[acl]\/[^/]+\/$/.test(href) ? [`${href} ${said}`] : [],
      );
    expect(named(await text('n/blora/index.html'))).toEqual([
      '/n/blora/c/pasar-ekonomi/ Pasar & <Ekonomi>',
      '/n/blora/a/ana-w/ Ana "W"',
    ]);
    expect(named(await text('index.html'))).toEqual([
      '/c/pasar-ekonomi/ Pasar & <Ekonomi>',
      '/l/id/ Bahasa Indonesia',
    ]);
  });

  test('older releases can be reached page by page, each once, also when the newest page gets shorter', async () => {
    const { text, store, publish, everything } = await aSite(180);
    const reached = async (): Promise<string[]> => {
      const shown: string[] = [];
      for (let folder: string | undefined = '/n/blora/'; folder !== undefined;) {
        const elements = pageElements(await text(`${folder.slice(1)}index.html`));
        const links = elements.flatMap(({ tag, attributes: { href = '' } }) => (tag === 'a' ? [href] : []));
        shown.push(...links.filter((href) => href.startsWith('/n/blora/story-')));
        folder = elements.find(({ attributes }) => attributes['rel'] === 'prev')?.attributes['href'];
      }
      return shown;
    };
    const all = await reached();
    expect([all.length, new Set(all).size]).toEqual([180, 180]);
    for (const n of [150, 160, 170]) await store(filed(n, { state: 'expired', version: 2, prev: 1 }));
    await publish(everything);
    const rest = await reached();
    expect([rest.length, new Set(rest).size]).toEqual([177, 177]);
  });

  test('the sitemap’s parts name every page of a release once, and pages that list', async () => {
    const { locations, keys, text } = await aSite(180);
    const parts = await locations('sitemap.xml');
    const stored = new Set(await keys());
    const urls: string[] = [];
    for (const part of parts) {
      const key = part.replace(`${SITE}/`, '');
      expect(stored.has(key)).toBe(true);
      urls.push(...(await locations(key)));
      expect(wellFormed(await text(key))).toEqual([]);
    }
    expect(urls.filter((url) => url.includes('story-'))).toHaveLength(180);
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls).toContain(`${SITE}/n/blora/c/pasar-ekonomi/`);
  });

  test('OPML names every feed, well-formed and in the right folder', async () => {
    const { text, deps, keys } = await aSite(3);
    const opml = await text('feeds.opml');
    expect(wellFormed(opml)).toEqual([]);
    const outlines = parseOpml(opml).body?.outlines ?? [];
    const all = outlines.flatMap((outline) => [outline, ...(outline.outlines ?? [])]);
    const stored = (await keys()).filter((key) => key.endsWith('feed.xml')).map((key) => `${SITE}/${key}`);
    expect(all.flatMap(({ xmlUrl }) => xmlUrl ?? []).toSorted()).toEqual(stored.toSorted());
    expect(outlines.find(({ text: name }) => name === BLORA.name)?.outlines).toContainEqual(
      expect.objectContaining({ text: 'Ana "W" — Blora', type: 'rss', language: 'id' }),
    );
    expect((await deps.site.head('feeds.opml'))?.metadata['type']).toBe('text/x-opml; charset=utf-8');
  });

  test('robots.txt names both sitemaps', async () => {
    const { text } = await aSite(1);
    expect(await text('robots.txt')).toContain(
      `Sitemap: ${SITE}/sitemap.xml\nSitemap: ${SITE}/news-sitemap.xml`,
    );
  });
});

describe('the news sitemap', () => {
  test('names the releases of the last two days, to the millisecond, and none that was withdrawn', async () => {
    const { store, publish, locations, clock, text } = await aSite(0);
    const at = (beforeMs: number) => new Date(clock.now() - beforeMs).toISOString();
    await store(filed(1, { firstPublicAt: at(2 * DAY_MS), updatedAt: at(0) }));
    await store(filed(2, { firstPublicAt: at(2 * DAY_MS - 1), headline: 'A & <B>' }));
    await store(
      filed(3, { firstPublicAt: at(60_000), state: 'withdrawn', withdrawn: { at: at(0), by: 'command' } }),
    );
    await publish([NETWORK]);
    expect(await locations('news-sitemap.xml')).toEqual([`${SITE}/n/blora/story-2-5f1413ce`]);
    const xml = await text('news-sitemap.xml');
    expect(wellFormed(xml)).toEqual([]);
    expect(xml).toContain('<news:title>A &amp; &lt;B&gt;</news:title>');
    expect(xml).toContain('<news:name>Blora</news:name><news:language>id</news:language>');
    clock.advance(1);
    await publish([NETWORK]);
    expect(await locations('news-sitemap.xml')).toEqual([]);
  });

  test('names a thousand at most', async () => {
    const { store, publish, locations, clock } = await aSite(0);
    const now = clock.now();
    for (let n = 0; n < 1_010; n += 1) {
      await store(filed(n, { firstPublicAt: new Date(now - n * 60_000).toISOString() }));
    }
    await publish([NETWORK]);
    expect(await locations('news-sitemap.xml')).toHaveLength(1_000);
  });
});

test('the status tells quiet from broken: builds go on, and say so every five minutes', async () => {
  const { publish, clock, text, takePuts } = await aSite(2);
  const first = JSON.parse(await text('status.json'));
  expect(first.newestRelease).toMatchObject({ uri: filed(1).uri, firstPublicAt: filed(1).firstPublicAt });
  takePuts();
  clock.advance(60_000);
  await publish([NETWORK]);
  expect(takePuts()).toEqual([]);
  clock.advance(300_000);
  await publish([NETWORK]);
  expect(takePuts()).toEqual(['status.json']);
  const next = JSON.parse(await text('status.json'));
  expect(Date.parse(next.newestBuild) - Date.parse(first.newestBuild)).toBe(300_000);
});

function wellFormed(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => faults.push(message));
  parser.write(xml).close();
  return faults;
}
