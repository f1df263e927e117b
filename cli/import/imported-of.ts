import { createHash } from 'node:crypto';
import { htmlToText } from '#domain/html/text.ts';
import { sanitizeHtml } from '#domain/html/sanitize.ts';
import { isForeignUri, type Imported } from '#domain/release/imported.ts';
import { slugOf } from '#domain/release/release-id.ts';
import { movedKeysOf } from '#domain/site/moved-address.ts';
import { textOf, type Channel, type ForeignItem } from './foreign-item.ts';
import { paragraphsOf } from './paragraphs-of.ts';

export type Read =
  | { kind: 'release'; name: string; imported: Imported; uriKept: boolean }
  /** `no-news`: a page, a draft, an attachment. */
  | { kind: 'passed-over'; why: 'no-news' | 'no-date' | 'no-id' | 'no-text' | 'too-large'; title: string };

const MOST = { html: 1_000_000, text: 2_000, name: 120, names: 40, path: 300, from: 3 };
/** WordPress's own, in which nothing stands that anybody would read. */
const SHORTCODES =
  /\[\/?(?:caption|gallery|embed|audio|video|playlist|contact-form(?:-7)?)\b[^\]\n]{0,500}\]/g;
const NO_DATE = /^0000/;

/** What an item becomes in the log. Pure: the same item gives the same name and the same object each time. */
export function importedOf(item: ForeignItem, channel: Channel): Read {
  const title = plain(textOf(item, 'title') || textOf(item, 'atom:title'));
  const pass = (why: Extract<Read, { kind: 'passed-over' }>['why']): Read => ({
    kind: 'passed-over',
    why,
    title,
  });
  if (item.tooLarge) return pass('too-large');
  if (!isPublished(item)) return pass('no-news');
  const link = linkOf(item);
  const id = textOf(item, 'guid') || textOf(item, 'atom:id') || link;
  if (id === '') return pass('no-id');
  const publishedAt = timeOf(item, [
    'wp:post_date_gmt',
    'atom:published',
    'pubDate',
    'dc:date',
    'atom:updated',
  ]);
  if (publishedAt === undefined) return pass('no-date');
  const { html, summary } = bodyOf(item);
  if (html === '' || title === '') return pass('no-text');
  if (html.length > MOST.html) return pass('too-large');
  const uriKept = isForeignUri(id);
  const { language } = channel;
  const imported: Imported = {
    command: 'import',
    ...(uriKept ? { uri: id } : {}),
    headline: title.slice(0, MOST.text),
    html,
    ...(summary === '' ? {} : { summary: summary.slice(0, MOST.text) }),
    authors: authorsOf(item, channel),
    ...filedUnder(item),
    ...(language !== undefined && /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}$/.test(language)
      ? { language }
      : {}),
    publishedAt,
    updatedAt: timeOf(item, ['wp:post_modified_gmt', 'atom:updated']) ?? publishedAt,
    from: pathsOf([link, textOf(item, 'guid')]),
  };
  return { kind: 'release', name: nameFor(id, textOf(item, 'wp:post_name') || title), imported, uriKept };
}

/** The old name, as far as it is one, and a part of the old id's hash: what makes a second run find the first's. */
function nameFor(id: string, from: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 10);
  return `${slugOf(from, 'import').slice(0, 48).replace(/-+$/, '')}-${digest}`;
}

/** Of an export only posts that everybody could read; a feed holds nothing else. */
function isPublished(item: ForeignItem): boolean {
  const type = textOf(item, 'wp:post_type');
  if (type === '') return true;
  return (
    type === 'post' && textOf(item, 'wp:status') === 'publish' && textOf(item, 'wp:post_password') === ''
  );
}

function linkOf(item: ForeignItem): string {
  const links = item.fields.get('atom:link') ?? [];
  const alternate = links.find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  return textOf(item, 'link') || (alternate?.attributes['href'] ?? '');
}

function bodyOf(item: ForeignItem): { html: string; summary: string } {
  const isExport = textOf(item, 'wp:post_type') !== '';
  const long = textOf(item, 'content:encoded') || htmlOfAtom(item, 'atom:content');
  const short =
    textOf(item, 'excerpt:encoded') || textOf(item, 'description') || htmlOfAtom(item, 'atom:summary');
  if (long === '') return { html: short, summary: '' };
  const html = isExport ? paragraphsOf(long.replace(SHORTCODES, '')) : long;
  return { html, summary: plain(short) };
}

/** RFC 4287 §3.1.1: a text construct without a type is plain. */
function htmlOfAtom(item: ForeignItem, name: string): string {
  const field = item.fields.get(name)?.[0];
  if (field === undefined) return '';
  const isMarkup = /html/.test(field.attributes['type'] ?? '');
  return isMarkup ? field.text : field.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function authorsOf(item: ForeignItem, { authors }: Channel): string[] {
  const said = [...(item.fields.get('dc:creator') ?? []), ...(item.fields.get('author') ?? [])].map(
    ({ text }) => text.trim(),
  );
  return namesOf(said.map((name) => authors.get(name) ?? name));
}

/** WordPress tells categories and tags apart by their domain; other feeds have categories, Atom's in an attribute. */
function filedUnder(item: ForeignItem): { categories: string[]; keywords: string[] } {
  const said = item.fields.get('category') ?? [];
  const atom = (item.fields.get('atom:category') ?? []).map(
    ({ attributes }) => attributes['label'] ?? attributes['term'] ?? '',
  );
  const isTag = (domain: string | undefined): boolean => domain === 'post_tag' || domain === 'tag';
  const isOther = (domain: string | undefined): boolean => domain === 'post_format' || domain === 'nav_menu';
  const of = (tags: boolean): string[] =>
    said
      .filter(({ attributes: { domain } }) => !isOther(domain) && isTag(domain) === tags)
      .map(({ text }) => text);
  return { categories: namesOf([...of(false), ...atom]), keywords: namesOf(of(true)) };
}

function namesOf(said: readonly string[]): string[] {
  const names = said.map((name) => plain(name).slice(0, MOST.name)).filter((name) => name !== '');
  return [...new Set(names)].slice(0, MOST.names);
}

/** The first of these that is a time. WordPress writes UTC without saying so. */
function timeOf(item: ForeignItem, names: readonly string[]): string | undefined {
  for (const name of names) {
    const said = textOf(item, name);
    if (said === '' || NO_DATE.test(said)) continue;
    const at = Date.parse(name.startsWith('wp:') ? `${said.replace(' ', 'T')}Z` : said);
    if (!Number.isNaN(at) && at >= 0) return `${new Date(at).toISOString().slice(0, 19)}Z`;
  }
  return undefined;
}

function pathsOf(addresses: readonly string[]): string[] {
  const paths = addresses.flatMap((address) => {
    const url = URL.parse(address);
    return url !== null && /^https?:$/.test(url.protocol) ? [url.pathname] : [];
  });
  const fit = paths.filter((path) => path.length <= MOST.path && movedKeysOf(path).length > 0);
  return [...new Set(fit)].slice(0, MOST.from);
}

/** Titles and names hold entities and markup, escaped once more. */
function plain(text: string): string {
  const said = /[<&]/.test(text) ? htmlToText(sanitizeHtml(text.slice(0, 20_000)).html) : text;
  return said.replace(/\s+/g, ' ').trim();
}
