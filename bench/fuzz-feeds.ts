import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { SaxesParser } from 'saxes';
import { buildFeed } from '../shared/domain/feed/build-feed.ts';
import { feedsOf } from '../shared/domain/feed/feed-id.ts';
import { renderDocuments } from '../shared/domain/feed/render-documents.ts';
import { sanitizeHtml } from '../shared/domain/html/sanitize.ts';
import { sanitizedHtmlSchema } from '../shared/domain/html/sanitized-html.ts';
import type { Content } from '../shared/domain/release/content.ts';
import type { Head } from '../shared/domain/release/head.ts';
import { uriOf } from '../shared/domain/release/release-id.ts';
import { escapeHtml, xmlCharacters } from '../shared/domain/site/escape.ts';
import { jsonFeedFaults } from './json-feed-faults.ts';

/** Releases in one feed: the most that a head document shows. */
const BATCH = 50;
const START_MS = Date.UTC(2026, 0, 1);

const PIECES = [
  ']]>',
  '<![CDATA[',
  '<',
  '>',
  '&',
  '&amp;',
  '&#0;',
  '"',
  "'",
  '\r\n',
  '\t',
  '</entry>',
  '\n    </entry>\n',
  '</item></channel>',
  '<feed xmlns="http://www.w3.org/2005/Atom">',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  'kata',
  ' ',
  '\uD800',
  '\uDC00',
  '\u0000',
  '\uFFFE',
  '\u2028',
  '\u202E',
  '𝔘😀',
  '$&',
  '<p title="]]>">',
  '<a href="https://a.example/?b=1&c=2">',
  '<img src="https://a.example/x.png" alt="]]>">',
  '<blockquote>',
  '</p>',
] as const;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join('')),
);
const shown = text.map((value) => (xmlCharacters(value).trim() === '' ? `${value}kata` : value));
const names = fc.array(shown, { maxLength: 6 });

const release = fc.record({
  headline: shown,
  summary: fc.option(text, { nil: undefined }),
  dateline: fc.option(text, { nil: undefined }),
  authors: names,
  categories: names,
  body: fc.array(text, { maxLength: 4 }),
  alt: text,
  caption: text,
  credit: shown,
  hasPicture: fc.boolean(),
  note: fc.option(shown, { nil: undefined }),
  language: fc.constantFrom('id', 'en', 'ar', 'jv'),
});
type Fuzzed = typeof release extends fc.Arbitrary<infer T> ? T : never;

/** What is broken about one release of each batch, so that it has to be left out and nothing else with it. */
const BREAKS: readonly ((head: Head) => Head)[] = [
  (head) => ({ ...head, uri: 'abc-123' }),
  (head) => ({ ...head, uri: head.uri.toUpperCase() }),
  (head) => ({ ...head, language: 'id" onclick="x' }),
  (head) => ({ ...head, updatedAt: '+012000-01-01T00:00:00.000Z' }),
  (head) => ({ ...head, headline: ' \u0000 ' }),
];

export type FuzzResult = { releases: number; documents: number; leftOut: number; faults: string[] };

/**
 * Fuzzed releases through all three formats, fifty a feed, one of them broken. A fault is a document that saxes does
 * not accept, a JSON Feed that 1.1 objects to, a value that feedsmith or rss-parser reads otherwise than it went in, or
 * a good release that is missing.
 */
export async function fuzzFeeds({ count, seed }: { count: number; seed: number }): Promise<FuzzResult> {
  const sampled = fc.sample(release, { numRuns: count, seed });
  const result: FuzzResult = { releases: 0, documents: 0, leftOut: 0, faults: [] };
  for (let from = 0; from < sampled.length; from += BATCH) {
    await fuzzBatch(sampled.slice(from, from + BATCH), from / BATCH, result);
  }
  return result;
}

async function fuzzBatch(batch: readonly Fuzzed[], number: number, result: FuzzResult): Promise<void> {
  const bad = number % batch.length;
  const broken = BREAKS[number % BREAKS.length] ?? ((head: Head) => head);
  const contents = new Map<string, Content>();
  const heads = batch.map((fuzzed, n) => {
    const content = contentOf(fuzzed);
    const head = headOf(fuzzed, content, n);
    const made = n === bad ? broken(head) : head;
    contents.set(made.releaseId, { ...content, headline: made.headline, language: made.language });
    return made;
  });
  const name = batch[0]?.headline ?? 'Desk';
  // Every release counts here, whatever the bytes, so that a missing one is a fault.
  const { feed } = buildFeed({
    feedId: 'n/desk/archive/1',
    siteUrl: 'https://news.example.org',
    network: { name: 'Example', language: 'en' },
    pointers: heads.map(({ releaseId, firstPublicAt = '', rev }) => ({
      feedId: 'n/desk/archive/1',
      releaseId,
      firstPublicAt,
      rev,
    })),
    heads,
    newsrooms: [{ id: 'desk', name, host: '', timezone: 'UTC', language: 'id' }],
    contentOf: (head) => contents.get(head.releaseId),
    shownUpdatedAt: undefined,
  });
  const rendered = renderDocuments(feed);
  result.releases += batch.length;
  const fault = (what: string) => result.faults.push(`batch ${number}: ${what}`);
  if (!rendered.ok) return void fault(rendered.problem);
  result.documents += 3;
  result.leftOut += rendered.quarantined.length;
  const leftOut = rendered.quarantined.map(({ releaseId }) => releaseId).join();
  if (leftOut !== heads[bad]?.releaseId) fault(`left out ${leftOut}, not ${heads[bad]?.releaseId}`);
  const expected = feed.entries.filter(({ releaseId }) => releaseId !== heads[bad]?.releaseId);
  for (const found of await differences(expected, rendered.documents)) fault(found);
}

type Entries = ReturnType<typeof buildFeed>['feed']['entries'];
type Documents = Readonly<Record<'rss' | 'atom' | 'json', string>>;

/** What the readers see of an entry, in one form for all formats. */
async function differences(entries: Entries, { rss, atom, json }: Documents): Promise<string[]> {
  const faults = [...saxFaults('rss', rss), ...saxFaults('atom', atom), ...jsonFeedFaults(json)];
  const wanted = entries.map((entry) => ({
    id: entry.uri,
    url: entry.url,
    title: plain(entry.title),
    authors: entry.authors.map(name).filter((each) => each !== ''),
    categories: entry.categories.map(name).filter((each) => each !== ''),
    html: plain(entry.contentHtml),
    published: Date.parse(entry.publishedAt),
    updated: Date.parse(entry.updatedAt),
    picture: entry.image === undefined ? [] : [entry.image.url, entry.image.type, entry.image.bytes],
    credit: plain(entry.image?.credit ?? ''),
  }));
  const fromRss = (parseRssFeed(rss).items ?? []).map((item) => ({
    id: item.guid?.value,
    url: item.link,
    title: plain(item.title ?? ''),
    authors: item.dc?.creators ?? [],
    categories: (item.categories ?? []).map((category) => category.name),
    html: plain(item.content?.encoded ?? ''),
    published: Date.parse(item.pubDate ?? ''),
    updated: Date.parse(item.atom?.updated ?? ''),
    picture: (item.enclosures ?? []).flatMap(({ url, type, length }) => [url, type, length]),
    credit: plain(item.media?.contents?.[0]?.credits?.[0]?.value ?? ''),
  }));
  const fromAtom = (parseAtomFeed(atom).entries ?? []).map((entry) => ({
    id: entry.id,
    url: entry.links?.[0]?.href,
    title: plain(entry.title?.value ?? ''),
    authors: (entry.authors ?? []).map((author) => author.name),
    categories: (entry.categories ?? []).map(({ label }) => label),
    html: plain(entry.content?.value ?? ''),
    published: Date.parse(entry.published ?? ''),
    updated: Date.parse(entry.updated ?? ''),
    picture: (entry.links ?? [])
      .filter(({ rel }) => rel === 'enclosure')
      .flatMap(({ href, type, length }) => [href, type, length]),
    credit: plain(entry.media?.contents?.[0]?.credits?.[0]?.value ?? ''),
  }));
  const fromJson = (parseJsonFeed(JSON.parse(json)).items ?? []).map((item, n) => ({
    id: item.id,
    url: item.url,
    title: plain(item.title ?? ''),
    authors: (item.authors ?? []).map((author) => author.name),
    categories: item.tags ?? [],
    html: plain(item.content_html ?? ''),
    published: Date.parse(item.date_published ?? ''),
    updated: Date.parse(item.date_modified ?? ''),
    picture: (item.attachments ?? []).flatMap(({ url, mime_type, size_in_bytes }) => [
      url,
      mime_type,
      size_in_bytes,
    ]),
    credit: wanted[n]?.credit,
  }));
  for (const [format, read] of Object.entries({ rss: fromRss, atom: fromAtom, json: fromJson })) {
    faults.push(...unlike(format, wanted, read));
  }
  const seen = wanted.map(({ id, url, title, html, published }) => ({ id, url, title, html, published }));
  faults.push(...unlike('rss-parser, rss', seen, await readByRssParser(rss)));
  faults.push(...unlike('rss-parser, atom', seen, await readByRssParser(atom)));
  return faults;
}

/** The values that rss-parser has in the same form for RSS and Atom. */
async function readByRssParser(xml: string): Promise<object[]> {
  const { items } = await new RssParser().parseString(xml);
  return items.map((item) => ({
    id: item.guid ?? item['id'],
    url: item.link,
    title: plain(item.title ?? ''),
    html: plain(String(item['content:encoded'] ?? item.content ?? '')),
    published: Date.parse(item.pubDate ?? ''),
  }));
}

function unlike(format: string, wanted: readonly object[], read: readonly object[]): string[] {
  if (wanted.length !== read.length) return [`${format}: ${read.length} entries, not ${wanted.length}`];
  return wanted.flatMap((entry, n) => {
    const others = new Map<string, unknown>(Object.entries(read[n] ?? {}));
    return Object.entries(entry).flatMap(([key, value]) => {
      const [want, got] = [value, others.get(key)].map((each) => normalised(format, key, each));
      return want === got ? [] : [`${format} ${n} ${key}: ${got} instead of ${want}`];
    });
  });
}

/** Dates of RSS have no fractions of a second; HTML in XML spells two things by reference, which mean the same. */
function normalised(format: string, key: string, value: unknown): string {
  if (format.endsWith('rss') && key === 'published') return String(Math.floor(Number(value) / 1000));
  const said = JSON.stringify(value) ?? 'undefined';
  if (key !== 'html') return said;
  return said.replaceAll(']]&gt;', ']]>').replace(/&lt;(?=\/?(?:entry|feed))/g, '<');
}

function saxFaults(format: string, xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => faults.push(`${format}: ${message}`));
  parser.write(xml).close();
  return faults;
}

const plain = (value: string): string => xmlCharacters(value).trim();
const name = (value: string): string => plain(value).replace(/\s+/g, ' ').trim();

function contentOf(fuzzed: Fuzzed): Content {
  const { headline, summary, dateline, authors, categories, body, language } = fuzzed;
  const { html } = sanitizeHtml(body.map((part) => `<p>${part}</p><p>${escapeHtml(part)}</p>`).join(''));
  const { alt, caption, credit, hasPicture } = fuzzed;
  const file = { key: 'media/0a1b.jpg', type: 'image/jpeg', bytes: 48_213, width: 1200, height: 800 };
  return {
    headline,
    bodyHtml: plain(html) === '' ? sanitizedHtmlSchema.parse('<p>kata</p>') : html,
    language,
    authors,
    categories,
    contacts: [],
    ...(summary === undefined ? {} : { summary }),
    ...(dateline === undefined ? {} : { dateline }),
    ...(hasPicture ? { picture: { alt, caption, credit, file } } : {}),
  };
}

function headOf({ note }: Fuzzed, content: Content, n: number): Head {
  const releaseId = `desk/r-${n}`;
  const at = new Date(START_MS + n * 3_600_007).toISOString();
  const { headline, language, authors, categories } = content;
  const feeds = feedsOf({ newsroom: 'desk', language, authors, categories });
  return {
    releaseId,
    newsroom: 'desk',
    uri: uriOf('bench', releaseId),
    slug: `r-${n}`,
    rev: 1,
    version: note === undefined ? 1 : 2,
    prev: note === undefined ? 0 : 1,
    contentVersion: 1,
    state: 'published',
    kind: note === undefined ? 'first' : 'correction',
    ...(note === undefined ? {} : { note }),
    hash: '',
    textHash: '',
    headline,
    language,
    authors,
    categories,
    feeds,
    feedsEver: feeds,
    chain: [],
    sources: {},
    upload: { key: `incoming/desk/r-${n}.md`, versionId: '1', at },
    uploadedAt: at,
    firstPublicAt: at,
    updatedAt: at,
  };
}

if (import.meta.main) {
  const [count = '10000', seed = '1'] = process.argv.slice(2);
  const startedMs = performance.now();
  const { faults, ...totals } = await fuzzFeeds({ count: Number(count), seed: Number(seed) });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(JSON.stringify({ ...totals, faults: faults.length, seconds }));
  for (const fault of faults.slice(0, 20)) console.log(fault.slice(0, 600));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
