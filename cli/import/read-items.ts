import { SaxesParser, type SaxesTagNS } from 'saxes';
import { failed } from '../cli-error.ts';
import type { Channel, Field, ForeignItem } from './foreign-item.ts';

/** A document is read whatever it holds; what a person's archive never has is refused. */
const LIMITS = {
  depth: 100,
  items: 200_000,
  authors: 10_000,
  fieldCharacters: 1_000_000,
  fieldsOfItem: 5_000,
  betweenItems: 30_000_000,
  self: 3,
};
/** How deep the elements of a channel lie: `rss`, `channel`, then they. */
const CHANNEL_FIELD = 3;

/** Prefixes by namespace, whatever prefix the document uses; WordPress counts its versions in its namespaces. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^$|^http:\/\/purl\.org\/rss\/1\.0\/$|^http:\/\/backend\.userland\.com\//, ''],
  [/^http:\/\/www\.w3\.org\/2005\/Atom$/, 'atom:'],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content\/$/, 'content:'],
  [/^http:\/\/purl\.org\/dc\/elements\/1\.1\/$/, 'dc:'],
  [/^http:\/\/wordpress\.org\/export\/[\d.]+\/excerpt\/$/, 'excerpt:'],
  [/^http:\/\/wordpress\.org\/export\/[\d.]+\/$/, 'wp:'],
];
/** XML knows five; feeds are full of HTML's. */
const ENTITIES = {
  nbsp: '\u{a0}',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
  reg: '®',
  euro: '€',
};
/** What XML 1.0 forbids and exports hold all the same. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\u{fffe}\u{ffff}]/gu;

export type ReadItem = { item: ForeignItem; channel: Channel };

/**
 * The items of a WordPress export (WXR), an RSS or an Atom document, as they come; memory does not grow with the
 * document. Throws `CliError` for one that is not well-formed, has a document type of its own, or is none of the three.
 */
export async function* readItems(chunks: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  const reader = makeReader();
  let isEmpty = true;
  for await (const chunk of chunks) {
    for (const read of reader.take(chunk.replace(FORBIDDEN, ''))) {
      isEmpty = false;
      yield read;
    }
  }
  reader.end();
  if (isEmpty && !reader.isKnown()) throw failed('this is no WordPress export, RSS or Atom document');
}

type Reader = { take: (chunk: string) => ReadItem[]; end: () => void; isKnown: () => boolean };
type OpenField = { name: string; text: string; attributes: Record<string, string>; depth: number };
type OpenItem = { fields: Map<string, Field[]>; count: number; tooLarge: boolean; depth: number };
type State = {
  depth: number;
  root: string;
  channel: Channel & { authors: Map<string, string>; self: string[] };
  /** Whose display name comes next. */
  login: string;
  item?: OpenItem | undefined;
  /** Of an item its element, elsewhere the innermost one. */
  field?: OpenField | undefined;
  ready: ReadItem[];
  items: number;
  sinceItem: number;
};

function makeReader(): Reader {
  const parser = new SaxesParser({ xmlns: true });
  Object.assign(parser.ENTITIES, ENTITIES);
  const authors = new Map<string, string>();
  const state: State = {
    depth: 0,
    root: '',
    channel: { authors, self: [], isExport: false },
    login: '',
    ready: [],
    items: 0,
    sinceItem: 0,
  };
  parser.on('error', ({ message }) => {
    throw failed(`the document is not well-formed: ${message}`);
  });
  parser.on('doctype', () => {
    throw failed('the document has a document type (<!DOCTYPE>); an export or a feed has none');
  });
  parser.on('opentag', (tag) => open(state, tag));
  parser.on('closetag', (tag) => close(state, tag));
  parser.on('text', (text) => say(state, text));
  parser.on('cdata', (text) => say(state, text));
  return {
    take(chunk) {
      state.sinceItem += chunk.length;
      if (state.sinceItem > LIMITS.betweenItems) throw failed('the document goes on and on without an item');
      parser.write(chunk);
      return state.ready.splice(0);
    },
    end: () => void parser.close(),
    isKnown: () => ['rss', 'atom:feed'].includes(state.root) || /(?:^|[:?])RDF$/.test(state.root),
  };
}

function open(state: State, tag: SaxesTagNS): void {
  const name = nameOf(tag);
  const attributes = attributesOf(tag);
  state.depth += 1;
  const { depth, field, item } = state;
  if (depth > LIMITS.depth) throw failed(`elements lie more than ${LIMITS.depth} deep`);
  if (depth === 1) state.root = name;
  if (name === 'atom:feed' && attributes['xml:lang']) state.channel.language = attributes['xml:lang'];
  if (isXhtml(field)) return append(state, markupOf(tag.local, attributes));
  if (item === undefined && (name === 'item' || name === 'atom:entry')) {
    state.item = { fields: new Map(), count: 0, tooLarge: false, depth };
    state.field = undefined;
  } else if (item === undefined || field === undefined) state.field = { name, text: '', attributes, depth };
}

function say(state: State, text: string): void {
  const { field, depth } = state;
  if (isXhtml(field)) append(state, text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  else if (field?.depth === depth) append(state, text);
}

function append({ field, item }: State, text: string): void {
  if (field === undefined) return;
  if (field.text.length + text.length <= LIMITS.fieldCharacters) field.text += text;
  else if (item !== undefined) item.tooLarge = true;
}

function close(state: State, tag: SaxesTagNS): void {
  const { depth, field, item, channel } = state;
  state.depth -= 1;
  if (field?.depth === depth) {
    state.field = undefined;
    if (item === undefined) noteOfAll(state, field);
    else noteOfItem(item, field);
  } else if (isXhtml(field)) append(state, `</${tag.local}>`);
  if (item?.depth !== depth) return;
  state.items += 1;
  if (state.items > LIMITS.items) throw failed(`there are more than ${LIMITS.items} items; part the file`);
  state.ready.push({ item, channel });
  state.item = undefined;
  state.sinceItem = 0;
}

function noteOfItem(item: OpenItem, { name, text, attributes }: OpenField): void {
  item.count += 1;
  if (item.count > LIMITS.fieldsOfItem) item.tooLarge = true;
  else {
    const same = item.fields.get(name) ?? [];
    same.push({ text, attributes });
    item.fields.set(name, same);
  }
}

/** WordPress names its authors before its items, the login before the display name. */
function noteOfAll(state: State, { name, text, attributes, depth }: OpenField): void {
  const { channel, login } = state;
  if (name === 'language') channel.language ??= text.trim();
  // That of a picture in the channel lies deeper.
  if (name === 'link' && depth === CHANNEL_FIELD) channel.link ??= text.trim();
  if (name === 'wp:wxr_version') channel.isExport = true;
  if (name === 'atom:link' && attributes['rel'] === 'self' && channel.self.length < LIMITS.self) {
    channel.self.push(attributes['href'] ?? '');
  }
  if (name === 'wp:author_login') state.login = text.trim();
  if (name !== 'wp:author_display_name' || login === '' || channel.authors.size >= LIMITS.authors) return;
  channel.authors.set(login, text.trim());
}

function isXhtml(field: OpenField | undefined): boolean {
  return field?.attributes['type'] === 'xhtml';
}

function nameOf({ uri, local, prefix }: SaxesTagNS): string {
  const known = PREFIXES.find(([pattern]) => pattern.test(uri))?.[1];
  return `${known ?? `${prefix}?`}${local}`;
}

function attributesOf({ attributes }: SaxesTagNS): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
}

/** Of XHTML what a body may hold; the sanitizer reads it again. */
function markupOf(local: string, { href, src, alt }: Record<string, string>): string {
  const kept = Object.entries({ href, src, alt }).filter(([, value]) => value !== undefined);
  return `<${local}${kept.map(([name, value]) => ` ${name}="${(value ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`).join('')}>`;
}
