import * as z from 'zod/mini';
import type { Finding } from '../receipt/finding.ts';
import { readByline } from './byline.ts';
import { knownKey, nearestKey, type FrontMatterKey } from './front-matter-keys.ts';
import { quote } from './quote.ts';
import { readContacts } from './read-contact.ts';
import type { YamlField, YamlValue } from './read-yaml.ts';
import type { Reading, Said, SaidPicture } from './reading.ts';

const textShape = z.string().check(z.maxLength(4000));
const listShape = z.union([textShape, z.array(textShape).check(z.maxLength(50))]);
const mapShape = z.record(z.string(), textShape);
const mapsShape = z.union([
  textShape,
  mapShape,
  z.array(z.union([textShape, mapShape])).check(z.maxLength(50)),
]);

/** What the value of each key may be. */
const SHAPES: Record<FrontMatterKey, z.ZodMiniType> = {
  id: textShape,
  newsroom: textShape,
  headline: textShape,
  subheadline: textShape,
  summary: textShape,
  authors: listShape,
  date: textShape,
  timezone: textShape,
  dateline: textShape,
  language: textShape,
  publishAt: textShape,
  embargo: textShape,
  expires: textShape,
  categories: listShape,
  keywords: listShape,
  organisation: textShape,
  ticker: textShape,
  contacts: mapsShape,
  boilerplate: textShape,
  images: mapsShape,
  canonical: textShape,
  rights: textShape,
  editorNote: textShape,
  status: textShape,
  change: z.union([textShape, mapShape]),
};

/** Ways to leave a key open, as templates do. */
const OPEN = /^(?:|~|null|-)$/i;

type Fields = Map<FrontMatterKey, { value: YamlValue; line: number }>;

/** Front matter's fields in terms of a reading; unknown keys and wrong shapes are findings with their line. */
export function readFields(fields: readonly YamlField[]): { said: Partial<Reading>; findings: Finding[] } {
  const findings: Finding[] = [];
  const known: Fields = new Map();
  for (const { key, value, line } of fields) {
    const name = knownKey(key);
    if (name === undefined) findings.push(unknownKey(key, line));
    else if (known.has(name))
      findings.push({ code: 'E_KEY_TWICE', line, found: quote(key), values: { key: name } });
    else if (!SHAPES[name].safeParse(value).success)
      findings.push({ code: 'E_KEY_VALUE', line, found: quote(key) });
    else if (!(typeof value === 'string' && OPEN.test(value.trim()))) known.set(name, { value, line });
  }
  return { said: saidIn(known), findings };
}

function unknownKey(key: string, line: number): Finding {
  const { key: nearest, decisive } = nearestKey(key);
  return { code: decisive ? 'E_UNKNOWN_KEY' : 'W_UNKNOWN_KEY', line, found: quote(key), values: { nearest } };
}

function saidIn(fields: Fields): Partial<Reading> {
  const said: Partial<Reading> = {};
  for (const key of TEXT_KEYS) {
    const text = textOf(fields, key);
    if (text !== undefined) said[key] = text;
  }
  const bylines = listOf(fields, 'authors').map(readByline);
  const change = changeOf(fields);
  const contacts = fields.get('contacts');
  return {
    ...said,
    authors: bylines.flatMap(({ authors }) => authors),
    hosts: bylines.flatMap(({ hosts }) => hosts),
    categories: listOf(fields, 'categories', /[,;]/),
    keywords: listOf(fields, 'keywords', /[,;]/),
    contacts: contacts === undefined ? [] : readContacts(contacts.value),
    pictures: picturesOf(fields.get('images')),
    ...(change === undefined ? {} : { change }),
  };
}

const TEXT_KEYS = [
  ...(['id', 'newsroom', 'headline', 'subheadline', 'summary', 'date', 'timezone', 'dateline'] as const),
  ...(['language', 'publishAt', 'embargo', 'expires', 'organisation', 'ticker', 'boilerplate'] as const),
  ...(['canonical', 'rights', 'editorNote', 'status'] as const),
];

function textOf(fields: Fields, key: FrontMatterKey): Said | undefined {
  const field = fields.get(key);
  return typeof field?.value === 'string' ? { text: field.value, line: field.line } : undefined;
}

function listOf(fields: Fields, key: FrontMatterKey, comma?: RegExp): Said[] {
  const field = fields.get(key);
  if (field === undefined) return [];
  const { value, line } = field;
  const items = Array.isArray(value) ? value : [value];
  return items
    .flatMap((item) => (typeof item === 'string' ? (comma === undefined ? [item] : item.split(comma)) : []))
    .filter((item) => item.trim() !== '')
    .map((text) => ({ text: text.trim(), line }));
}

function changeOf(fields: Fields): Reading['change'] | undefined {
  const field = fields.get('change');
  if (field === undefined) return undefined;
  const { value, line } = field;
  if (typeof value === 'string') return { kind: { text: value, line } };
  if (Array.isArray(value)) return undefined;
  const kind = value['kind'] ?? value['jenis'];
  const note = value['note'] ?? value['catatan'];
  return {
    ...(typeof kind === 'string' ? { kind: { text: kind, line } } : {}),
    ...(typeof note === 'string' && note.trim() !== '' ? { note: { text: note, line } } : {}),
  };
}

function picturesOf(field: { value: YamlValue; line: number } | undefined): SaidPicture[] {
  if (field === undefined) return [];
  const { value, line } = field;
  return (Array.isArray(value) ? value : [value]).flatMap((picture) => {
    if (typeof picture === 'string') return [{ file: { text: picture, line }, line }];
    if (Array.isArray(picture)) return [];
    const text = (...keys: string[]): string | undefined =>
      keys.map((key) => picture[key]).find((item): item is string => typeof item === 'string' && item !== '');
    const [file, caption] = [text('file', 'src', 'url', 'berkas'), text('caption', 'keterangan')];
    const [alt, credit, rights] = [text('alt'), text('credit', 'kredit'), text('rights', 'hak')];
    return [
      {
        line,
        ...(file === undefined ? {} : { file: { text: file, line } }),
        ...(caption === undefined ? {} : { caption: { text: caption, line } }),
        ...(alt === undefined ? {} : { alt }),
        ...(credit === undefined ? {} : { credit }),
        ...(rights === undefined ? {} : { rights }),
      },
    ];
  });
}
