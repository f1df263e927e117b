import type { Finding } from '../receipt/finding.ts';
import { readByline } from './byline.ts';
import { given } from './given.ts';
import { attributeOf, lineOfElement, textOf, type PageElement } from './page-tree.ts';
import { parseJson } from './parse-json.ts';
import type { Reading, Said } from './reading.ts';

/** What a page says of itself for programs; `articleBody` is a text without markup. */
export type PageMetadata = Partial<
  Pick<
    Reading,
    | 'headline'
    | 'subheadline'
    | 'summary'
    | 'date'
    | 'dateline'
    | 'language'
    | 'rights'
    | 'canonical'
    | 'organisation'
  >
> &
  Pick<Reading, 'authors' | 'categories' | 'keywords' | 'pictures'> & {
    articleBody?: Said;
    findings: Finding[];
  };

const NEWS_TYPES = new Set(['NewsArticle', 'Article', 'ReportageNewsArticle', 'BlogPosting', 'Report']);
/** Nodes of all JSON-LD of a page that are looked at; a page of news has a handful. */
const MAX_NODES = 500;
const MAX_LIST = 50;

/** JSON-LD of a news article (schema.org), and where it says nothing, Open Graph (ogp.me) and its kin. */
export function readPageMetadata(elements: readonly PageElement[]): PageMetadata {
  const { node, line, findings } = findArticle(elements);
  const linked = linkedData(node, line);
  const graph = openGraph(elements);
  const pick = <K extends keyof typeof linked & keyof typeof graph>(
    key: K,
  ): (typeof linked)[K] | (typeof graph)[K] => (linked[key].length > 0 ? linked[key] : graph[key]);
  const first = (key: keyof typeof graph & keyof typeof linked): Said | undefined => pick(key)[0];
  return {
    authors: pick('authors').flatMap((said) => readByline(said).authors),
    categories: pick('categories').flatMap(splitList),
    keywords: pick('keywords').flatMap(splitList),
    pictures: pick('images')
      .slice(0, 1)
      .map((file) => ({ file, line: file.line })),
    ...given('headline', first('headline')),
    ...given('subheadline', linked.subheadline[0]),
    ...given('summary', first('summary')),
    ...given('date', first('date')),
    ...given('dateline', linked.dateline[0]),
    ...given('language', first('language')),
    ...given('rights', linked.rights[0]),
    ...given('organisation', linked.organisation[0]),
    ...given('canonical', first('canonical')),
    ...given('articleBody', linked.articleBody[0]),
    findings,
  };
}

function linkedData(node: object | undefined, line: number) {
  const read = (...names: string[]): Said[] => {
    const texts = names
      .map((name) => textsOf(node && Reflect.get(node, name)))
      .find((found) => found.length > 0);
    return (texts ?? []).slice(0, MAX_LIST).map((text) => ({ text, line }));
  };
  return {
    headline: read('headline', 'name'),
    subheadline: read('alternativeHeadline'),
    summary: read('description', 'abstract'),
    authors: read('author', 'creator'),
    date: read('datePublished', 'dateCreated'),
    dateline: read('dateline', 'locationCreated'),
    language: read('inLanguage'),
    categories: read('articleSection'),
    keywords: read('keywords'),
    images: read('image'),
    rights: read('copyrightNotice'),
    organisation: read('sourceOrganization'),
    canonical: read('mainEntityOfPage', 'url'),
    articleBody: read('articleBody'),
  };
}

function openGraph(elements: readonly PageElement[]) {
  const metas = elements.filter(({ tagName }) => tagName === 'meta');
  const read = (...names: string[]): Said[] =>
    names
      .map((name) =>
        metas.flatMap((meta): Said[] => {
          const text = attributeOf(meta, 'content')?.trim() ?? '';
          const isNamed =
            (attributeOf(meta, 'property') ?? attributeOf(meta, 'name'))?.toLowerCase() === name;
          return isNamed && text !== '' ? [{ text, line: lineOfElement(meta) }] : [];
        }),
      )
      .find((found) => found.length > 0) ?? [];
  const page = elements.find(({ tagName }) => tagName === 'html');
  const lang = attributeOf(page, 'lang')?.trim() ?? '';
  const link = elements.find((one) => one.tagName === 'link' && attributeOf(one, 'rel') === 'canonical');
  const href = attributeOf(link, 'href');
  const locale = read('og:locale');
  return {
    headline: read('og:title'),
    summary: read('og:description', 'description'),
    authors: read('article:author', 'author').filter(({ text }) => !/^https?:/i.test(text)),
    date: read('article:published_time'),
    language: locale.length > 0 || lang === '' ? locale : [{ text: lang, line: lineOfElement(page) }],
    categories: read('article:section'),
    keywords: read('article:tag', 'keywords'),
    images: read('og:image'),
    canonical: href === undefined ? read('og:url') : [{ text: href, line: lineOfElement(link) }],
  };
}

/** The first news article of the page's JSON-LD, in a list or `@graph` too; a block that is no JSON is told. */
function findArticle(elements: readonly PageElement[]): { node?: object; line: number; findings: Finding[] } {
  const findings: Finding[] = [];
  let left = MAX_NODES;
  for (const script of elements) {
    if (script.tagName !== 'script' || attributeOf(script, 'type') !== 'application/ld+json') continue;
    const line = lineOfElement(script);
    const parsed = parseJson(textOf(script));
    if ('finding' in parsed) {
      findings.push({ code: 'W_JSON_LD', line });
      continue;
    }
    const open: unknown[] = [parsed.value];
    for (let node = open.shift(); node !== undefined && left > 0; node = open.shift()) {
      left -= 1;
      if (Array.isArray(node)) open.push(...node.slice(0, MAX_NODES));
      else if (typeof node === 'object' && node !== null) {
        if (textsOf(Reflect.get(node, '@type')).some((type) => NEWS_TYPES.has(type)))
          return { node, line, findings };
        open.push(Reflect.get(node, '@graph'));
      }
    }
  }
  return { line: 1, findings };
}

/** The texts of a value that may be one, a thing with a name or an address, or a list of them. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.slice(0, MAX_LIST).flatMap((one) => textsOf(one));
  if (typeof value !== 'object' || value === null) return [];
  const named = ['name', '@value', 'url', '@id'].map((key) => Reflect.get(value, key));
  return textsOf(named.find((one) => typeof one === 'string'));
}

function splitList({ text, line }: Said): Said[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ text: part, line }));
}
