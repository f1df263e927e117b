import { knownKey } from './front-matter-keys.ts';
import { readFields } from './front-matter.ts';
import { isNinjs } from './ninjs-item.ts';
import { parseJson } from './parse-json.ts';
import { readYaml, type YamlField } from './read-yaml.ts';
import type { ReadUpload } from './read-upload.ts';
import type { Reading } from './reading.ts';

/** Whether a JSON value is a map with keys that front matter has, and no item of news. */
export function isDetails(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isNinjs(value)) return false;
  return Object.keys(value).some((key) => knownKey(key) !== undefined);
}

/**
 * A text with the details that lie beside it as `release.json`, in front matter's keys. What the text says itself goes
 * first. Lines are left out then, since there are two files that they could be of. Undefined if what lies there is no details.
 */
export function withDetails(
  { watchedLine: _line, ...read }: ReadUpload,
  json: string,
): ReadUpload | undefined {
  const parsed = parseJson(json);
  if ('finding' in parsed) return { ...read, findings: [...read.findings, parsed.finding] };
  if (!isDetails(parsed.value)) return undefined;
  // JSON is YAML, whose reader makes text of every value, and bounds what it reads.
  const { fields, findings } = readYaml(JSON.stringify(parsed.value, undefined, 1), 1);
  const details = readFields(fields);
  return {
    ...(read.reading === undefined ? {} : { reading: filled(read.reading, details.said) }),
    watched: [read.watched, ...wordsOf(fields)].join('\n\n'),
    findings: [...read.findings, ...findings, ...details.findings],
  };
}

/** To be searched for embargo wording, as front matter is: not the key that asks for one. */
function wordsOf(fields: readonly YamlField[]): string[] {
  return fields.flatMap(({ key, value }) =>
    typeof value !== 'string' || knownKey(key) === 'embargo' ? [] : [value],
  );
}

function filled(reading: Reading, said: Partial<Reading>): Reading {
  return {
    ...said,
    ...reading,
    authors: either(reading.authors, said.authors),
    hosts: either(reading.hosts, said.hosts),
    categories: either(reading.categories, said.categories),
    keywords: either(reading.keywords, said.keywords),
    contacts: either(reading.contacts, said.contacts),
    pictures: either(reading.pictures, said.pictures),
  };
}

function either<T>(own: T[], details: T[] = []): T[] {
  return own.length > 0 ? own : details;
}
