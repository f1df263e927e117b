import type * as z from 'zod/mini';
import type { Finding } from '../receipt/finding.ts';
import type { Contact } from '../release/newsroom.ts';
import { segmentOf } from '../release/release-id.ts';
import { readByline } from './byline.ts';
import { checkPicture, checkPubStatus, wordsOf, type ForeignItem } from './foreign-item.ts';
import { given } from './given.ts';
import {
  ninjsItemSchema,
  ofRole,
  rolesOf,
  type NinjsItem,
  type NinjsPerson,
  type NinjsValue,
} from './ninjs-shape.ts';
import { lineOfKey } from './parse-json.ts';
import { takeMarkupPictures } from './page-pictures.ts';
import { quote } from './quote.ts';
import { emptyReading, type Reading, type Said, type SaidPicture } from './reading.ts';
import { fileToFind, type OfferedFile } from './said-picture.ts';

const PARTIAL = /^(?:partial|incomplete)$/i;
const CONTACT = /contact/i;
const ALT = /^alt/i;

/** What a JSON value of ours must have to be taken for ninjs: `uri` is all that its schemas require. */
export function isNinjs(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'uri') === 'string';
}

/**
 * Reads one ninjs item of 1.x, 2.x or 3.x by its properties (IPTC newsinjson schemas 1.6, 2.2, 3.1): the versions
 * differ in the case of names, and in `headline` and `body_html` beside lists of values with a role.
 */
export function readNinjsItem(value: unknown, text: string): ForeignItem {
  const parsed = ninjsItemSchema.safeParse(lowerCased(value));
  if (!parsed.success) return { words: '', findings: [shapeFinding(parsed.error.issues[0], text)] };
  const item = parsed.data;
  const lines = new Map<string, number>();
  const at = (key: string, said: string | undefined): Said | undefined => {
    const line = lines.get(key) ?? lineOfKey(text, key);
    lines.set(key, line);
    return said === undefined || said.trim() === '' ? undefined : { text: said, line };
  };
  const canceled = checkPubStatus(at('pubStatus', item.pubstatus));
  const unusable = canceled.length > 0 ? canceled : partial(item, text);
  if (unusable.length > 0) return { words: '', findings: unusable };
  const reading = readingOf(item, at);
  const findings = associatedPictures(item).flatMap((one) => pictureFaults(one, reading, at));
  return { reading, words: wordsOf(reading), findings };
}

type At = (key: string, said: string | undefined) => Said | undefined;

function readingOf(item: NinjsItem, at: At): Reading {
  const [headlines, descriptions, bodies] = [
    rolesOf(item, 'headline'),
    rolesOf(item, 'description'),
    rolesOf(item, 'body'),
  ];
  const people = [...(item.person ?? []), ...(item.people ?? [])];
  const organisations = [...(item.organisation ?? []), ...(item.organisations ?? [])];
  const subjects = [...(item.subject ?? []), ...(item.subjects ?? [])];
  const authors = people.filter(({ rel }) => /^(?:author|creator)$/i.test(rel ?? ''));
  const by = at(item.by === undefined ? 'byline' : 'by', item.by ?? item.byline);
  const names = by === undefined ? { authors: [], hosts: [] } : readByline(by);
  const correction = at('descriptions', descriptions.find(ofRole(/^correction$/i))?.value);
  const issuer = organisations.find(({ rel, symbols }) => symbols !== undefined || !CONTACT.test(rel ?? ''));
  const rights = [item.copyrightnotice ?? item.copyrightholder, item.usageterms].filter(Boolean).join(' ');
  const body = bodyOf(bodies, at);
  return {
    ...emptyReading(body.body),
    authors: authors.length === 0 ? names.authors : authors.flatMap(({ name }) => at('people', name) ?? []),
    hosts: names.hosts,
    categories: subjects
      .filter(({ rel }) => rel !== 'keyword')
      .flatMap((one) => at('subjects', one.name) ?? []),
    keywords: subjects
      .filter(({ rel }) => rel === 'keyword')
      .flatMap((one) => at('subjects', one.name) ?? []),
    contacts: [...people, ...organisations].flatMap((one) => contactOf(one, people.includes(one))),
    pictures: [...picturesOf(item, descriptions, at), ...body.pictures],
    ...given('id', at('uri', segmentOf(item.uri))),
    ...given('headline', at('headline', headlineOf(item, headlines)) ?? at('title', item.title)),
    ...given('subheadline', at('headlines', headlines.find(ofRole(/^sub/i))?.value)),
    ...given(
      'summary',
      at('descriptions', descriptions.find(ofRole(/^(?:|summary|abstract|text)$/i))?.value),
    ),
    ...given('boilerplate', at('bodies', bodies.find(ofRole(/^boilerplate$/i))?.value)),
    ...given('date', at('contentCreated', item.contentcreated) ?? at('firstCreated', item.firstcreated)),
    ...given('dateline', at('located', item.located)),
    ...given('language', at('language', item.language)),
    ...given('embargo', at('embargoed', item.embargoeduntil ?? item.embargoed)),
    ...given('expires', at('expires', item.expires)),
    ...given('status', at('pubStatus', item.pubstatus)),
    ...given('editorNote', at('edNote', item.ednote)),
    ...given('rights', at('copyrightNotice', rights)),
    ...given('organisation', at('organisations', issuer?.name)),
    ...given('ticker', at('organisations', issuer && tickerOf(issuer))),
    ...given('change', correction && { kind: { ...correction, text: 'correction' }, note: correction }),
  };
}

function headlineOf(item: NinjsItem, headlines: readonly NinjsValue[]): string | undefined {
  const main = headlines.find(ofRole(/^(?:|main|headline)$/i)) ?? headlines.find(ofRole(/^(?!sub)/i));
  return item.headline ?? main?.value;
}

/**
 * HTML before plain text, the main body before others; without a content type the text itself tells. Pictures that an
 * HTML body names by a file are those beside it.
 */
function bodyOf(bodies: readonly NinjsValue[], at: At): Pick<Reading, 'body' | 'pictures'> {
  const others = bodies.filter((body) => !ofRole(/^boilerplate$/i)(body));
  const mains = others.filter(ofRole(/^(?:|main|html|xhtml|text)$/i));
  const candidates = mains.length > 0 ? mains : others;
  const marked = candidates.find(isHtml);
  const line = at('bodies', 'x')?.line ?? 1;
  if (marked === undefined) {
    return { body: { text: candidates[0]?.value ?? '', line, format: 'text' }, pictures: [] };
  }
  const { html, pictures } = takeMarkupPictures(marked.value, line, 'one-line');
  return { body: { text: html, line, format: 'html' }, pictures };
}

function isHtml({ role, contenttype, value }: NinjsValue): boolean {
  if (contenttype !== undefined) return /html/i.test(contenttype);
  return /html/i.test(role ?? '') || /^\s*<[a-z]/i.test(value);
}

function contactOf(one: NinjsPerson, isPerson: boolean): Contact[] {
  const ways = one.contactinfo ?? [];
  if (!CONTACT.test(one.rel ?? '') && ways.length === 0) return [];
  const way = (type: RegExp): string | undefined => ways.find((info) => type.test(info.type ?? ''))?.value;
  const contact: Contact = {
    ...given(isPerson ? 'name' : 'organisation', one.name),
    ...(isPerson ? given('organisation', one.literal) : {}),
    ...given('phone', way(/phone|tel|mobile/i)),
    ...given('email', way(/mail/i)),
  };
  return Object.keys(contact).length === 0 ? [] : [contact];
}

function tickerOf({ symbols }: NinjsPerson): string | undefined {
  const [symbol] = symbols ?? [];
  const ticker = symbol?.ticker ?? symbol?.symbol;
  if (ticker === undefined) return undefined;
  return symbol?.exchange === undefined ? ticker : `${symbol.exchange}: ${ticker}`;
}

function associatedPictures({ associations = [] }: NinjsItem): NonNullable<NinjsItem['associations']> {
  return associations.filter(({ type }) => type === 'picture');
}

function pictureFaults(
  one: NonNullable<NinjsItem['associations']>[number],
  { embargo }: Reading,
  at: At,
): Finding[] {
  const own = {
    status: at('associations', one.pubstatus),
    embargo: at('associations', one.embargoeduntil ?? one.embargoed),
  };
  return checkPicture(own, embargo);
}

function picturesOf(item: NinjsItem, descriptions: readonly NinjsValue[], at: At): SaidPicture[] {
  const { line } = at('associations', 'x') ?? { line: 1 };
  const pictures = associatedPictures(item).map((one): SaidPicture => {
    const inner = rolesOf(one, 'description');
    const alt = inner.find(ofRole(ALT));
    const caption = inner.find(ofRole(/^caption$/i)) ?? inner.find((other) => other !== alt);
    const file = fileToFind([...(one.renditions ?? []).map(offered), { href: one.uri }]);
    return {
      line,
      ...given('file', at('associations', file)),
      ...given('caption', at('associations', caption?.value)),
      ...given('alt', alt?.value),
      ...given('credit', one.by ?? one.byline ?? one.copyrightholder),
      ...given('rights', one.copyrightnotice),
    };
  });
  const caption = at('descriptions', descriptions.find(ofRole(/^caption$/i))?.value);
  return pictures.length > 0 || caption === undefined ? pictures : [{ caption, line: caption.line }];
}

function offered({ href, width }: NonNullable<NinjsItem['renditions']>[number]): OfferedFile {
  return { href, width: typeof width === 'number' ? width : 0 };
}

function partial(item: NinjsItem, text: string): Finding[] {
  if (!PARTIAL.test(item.representationtype ?? '')) return [];
  const found = quote(item.representationtype ?? '');
  return [{ code: 'E_PARTIAL', line: lineOfKey(text, 'representationType'), found }];
}

function shapeFinding(issue: z.core.$ZodIssue | undefined, text: string): Finding {
  const path = issue?.path.map(String) ?? [];
  const expected = issue?.code === 'invalid_type' ? issue.expected : 'shorter';
  return {
    code: 'E_NINJS_SHAPE',
    line: lineOfKey(text, path[0] ?? ''),
    found: quote(path.join('.')),
    values: { expected },
  };
}

/** Names in small letters all through: ninjs 1 and 2 write `contactinfo` where 3 writes `contactInfo`. */
function lowerCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowerCased(inner)]),
  );
}
