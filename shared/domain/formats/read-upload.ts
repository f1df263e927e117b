import type { Finding } from '../receipt/finding.ts';
import { changeKindOf } from './check-directives.ts';
import { looksClassic, readClassicRelease, saysWhenToUse } from './classic-release.ts';
import type { ForeignItem } from './foreign-item.ts';
import { readFields } from './front-matter.ts';
import { readHtmlPage } from './html-page.ts';
import { takeCorrection, takeEmbargoLines, type SaidChange } from './instruction-lines.ts';
import { readNewsmlItem } from './newsml-item.ts';
import { isNinjs, readNinjsItem } from './ninjs-item.ts';
import { parseJson } from './parse-json.ts';
import { readPastedPage } from './pasted-page.ts';
import { readMarkdown, readPlainText, takeHeading } from './plain-release.ts';
import { isDetailsName } from './picture-key.ts';
import { quote } from './quote.ts';
import { readYaml } from './read-yaml.ts';
import { isDetails } from './release-details.ts';
import { emptyReading, type Reading } from './reading.ts';
import { splitFrontMatter, type SplitFile } from './split-front-matter.ts';

/** What names say where the content leaves it open. */
const FORMAT_BY_EXTENSION: ReadonlyMap<string, 'markdown' | 'text' | 'html'> = new Map([
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
  ['text', 'text'],
  ['', 'text'],
  ['html', 'html'],
  ['htm', 'html'],
]);

/** Texts of formats that are not read yet, by how they start. */
const OTHER_FORMATS: readonly { starts: RegExp; is: string }[] = [
  {
    starts:
      /^(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|From): .*\n(?:[\w-]+: |[ \t])/i,
    is: 'e-mail (.eml)',
  },
];
const JSON_TEXT = /^\s*[{[]\s*["{[\]}]/;
const XML_TEXT =
  /^\s*<\?xml|^\s*<(?:[\w.-]{1,40}:)?(?:newsItem|newsMessage|packageItem|knowledgeItem|nitf|rss|feed|svg)\b/i;
const XHTML = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!doctype html[^>]*>\s*)?<html\b/i;
const HTML = /^<(?:!doctype html|html|head|body|article|main|section|div|h1|p)\b/i;

/**
 * A reading with its findings, and the text (from `watchedLine` of the file on; without it its lines are not the
 * file's) to search for embargo wording; no reading, if nothing can be read.
 */
export type ReadUpload = { reading?: Reading; watched: string; watchedLine?: number; findings: Finding[] };

/** Finds out what a text is, by its content, then by its name, and reads it. */
export function readUpload(text: string, path: string): ReadUpload {
  const item = readItem(text, path);
  if (item !== undefined) {
    const { words, ...read } = item;
    return { ...read, watched: words };
  }
  const { lines, change } = takeCorrection(text.split('\n'), 1);
  const split = splitFrontMatter(lines);
  switch (split.kind) {
    case 'broken':
      return { watched: text, watchedLine: 1, findings: [split.finding] };
    case 'split':
      return readFrontMatterFile(split, text, change);
    case 'none': {
      const left = takeEmbargoLines(lines);
      const below = change === undefined ? takeCorrection(left, 1) : { lines: left, change };
      const held = left.some((line, index) => line !== lines[index]);
      const { reading, findings } = readPlainFile(below.lines, path, held);
      const plain = { watched: text, watchedLine: 1 };
      return reading === undefined
        ? { ...plain, findings }
        : { ...plain, ...withChange(reading, below.change, findings) };
    }
  }
}

/** A change that is said by a line of the text, beside what front matter says of it; said twice, one is too many. */
function withChange(
  reading: Reading,
  line: SaidChange | undefined,
  findings: readonly Finding[],
): { reading: Reading; findings: Finding[] } {
  if (line === undefined) return { reading, findings: [...findings] };
  const { kind, note } = reading.change ?? {};
  const notes = note !== undefined && line.note !== undefined && note.text.trim() !== line.note.text;
  if ((kind !== undefined && changeKindOf(kind.text) !== 'correction') || notes) {
    const twice = {
      code: 'E_KEY_TWICE',
      line: line.kind.line,
      found: quote(line.kind.text),
      values: { key: 'change' },
    };
    return { reading, findings: [...findings, twice] };
  }
  return { reading: { ...reading, change: { ...line, ...reading.change } }, findings: [...findings] };
}

/** What programs wrote, known by how it starts. */
function readItem(text: string, path: string): ForeignItem | undefined {
  if (XML_TEXT.test(text) && !XHTML.test(text)) return readNewsmlItem(text);
  if (!JSON_TEXT.test(text)) return undefined;
  const parsed = parseJson(text);
  if ('finding' in parsed) return { words: '', findings: [parsed.finding] };
  if (isNinjs(parsed.value)) return readNinjsItem(parsed.value, text);
  if (isDetailsName(path) && isDetails(parsed.value))
    return { words: '', findings: [{ code: 'E_DETAILS_ALONE' }] };
  return { words: '', findings: [{ code: 'E_FORMAT_UNKNOWN', line: 1, found: 'JSON' }] };
}

function readPlainFile(
  lines: readonly string[],
  path: string,
  held: boolean,
): { reading?: Reading; findings: Finding[] } {
  const text = lines.join('\n');
  const other = OTHER_FORMATS.find(({ starts }) => starts.test(text));
  if (other !== undefined) return { findings: [{ code: 'E_FORMAT_UNKNOWN', line: 1, found: other.is }] };
  if (HTML.test(afterComments(text)) || XHTML.test(text)) return readHtmlPage(text);
  if (saysWhenToUse(lines)) return readClassicRelease(lines, { held });
  const pasted = readPastedPage(lines);
  if (pasted !== undefined) return pasted;
  const extension = extensionOf(path);
  const format = FORMAT_BY_EXTENSION.get(extension);
  if (takeHeading(lines, 1) !== undefined || format === 'markdown') {
    return { reading: readMarkdown(lines, 1), findings: [] };
  }
  switch (format) {
    case 'html':
      return readHtmlPage(text);
    case 'text':
      return looksClassic(lines)
        ? readClassicRelease(lines, { held })
        : { reading: readPlainText(lines), findings: [] };
    case undefined:
      return { findings: [{ code: 'E_FORMAT_UNKNOWN', found: quote(`.${extension}`) }] };
  }
}

function readFrontMatterFile(
  file: Extract<SplitFile, { kind: 'split' }>,
  text: string,
  outside: SaidChange | undefined,
): ReadUpload {
  const typed = text.split('\n').slice(file.bodyLine - 1);
  const watched = `${withoutEmbargoKey(file.yaml)}\n\n${typed.join('\n')}`;
  const watchedLine = file.yamlLine;
  const yaml = readYaml(file.yaml, file.yamlLine);
  if (yaml.findings.some(({ code }) => code.startsWith('E_')))
    return { watched, watchedLine, findings: yaml.findings };
  const { said, findings } = readFields(yaml.fields);
  const left = takeEmbargoLines(file.body.split('\n'));
  const { lines, change } =
    outside === undefined ? takeCorrection(left, file.bodyLine) : { lines: left, change: outside };
  const headed = takeHeading(lines, file.bodyLine);
  const repeats =
    headed !== undefined && (said.headline === undefined || same(said.headline.text, headed.headline.text));
  const body = repeats ? headed.body : { text: lines.join('\n'), line: file.bodyLine };
  const reading: Reading = {
    ...emptyReading({ ...body, format: 'markdown' }),
    ...(repeats ? { headline: headed.headline } : {}),
    ...said,
  };
  return { watched, watchedLine, ...withChange(reading, change, [...yaml.findings, ...findings]) };
}

/** A text without the comments and spaces that it starts with. */
function afterComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end === -1) return rest;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

/** The key has its own reading, and a template's comment is no instruction; lines keep their numbers. */
function withoutEmbargoKey(yaml: string): string {
  return yaml.replace(/^(?:["']?embargo[\w -]{0,20}["']?[ \t]{0,20}:|[ \t]*#).*$/gim, '');
}

function same(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/[*_`#\s]+/g, ' ')
      .trim()
      .toLowerCase();
  return plain(a) === plain(b);
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).trim();
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
