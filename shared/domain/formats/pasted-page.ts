import type { Finding } from '../receipt/finding.ts';
import { isPrefixedByline, matchByline, splitNames } from './byline.ts';
import { matchDate } from './match-date.ts';
import { quote } from './quote.ts';
import { emptyReading, type Reading, type Said, type SaidPicture } from './reading.ts';

/** The head of a page stands in its first lines; a date or host further down belongs to the story. */
const MAX_HEAD_LINES = 8;
const MAX_HEAD_LINE = 250;
const MAX_DATE_LINE = 60;
const MAX_PICTURE_LINE = 2000;

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const PICTURE_LINE = /^!\[([^\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)$/;
const ITALIC = /^([*_])(?![*_\s])(.*[^*_\s])\1$/su;
/** A line that was meant as a date: short, a number and a year or a time, no sentence. */
const NEARLY_DATE = /^(?=.*\d)(?=.*(?:\b\d{4}\b|\d[:.]\d{2}\b|\d[/-]\d)).{4,60}$/;

type Line = Said & { index: number };
type Head = { byline?: Line; date?: Line; brokenDate?: Line; end: number; prelude: Line[] };

/**
 * Reads a page of a newsroom as people copy it: label, headline, `Author - HOST`, date, caption in italics, text.
 * Undefined if the file has neither such a byline nor a date line at its head. The rules in their order are
 * those of syndication §5.2; what stands between headline and byline is kept as the subheadline.
 */
export function readPastedPage(
  lines: readonly string[],
): { reading: Reading; findings: Finding[] } | undefined {
  const head = findHead(lines);
  if (head === undefined) return undefined;
  const { headline, rest, author } = readPrelude(head.prelude);
  const { caption, pictures, bodyIndex } = readLead(lines, head.end);
  const byline = head.byline === undefined ? undefined : matchByline(head.byline.text);
  const line = head.byline?.line ?? author?.line ?? 1;
  const names = byline?.authors ?? (author === undefined ? [] : splitNames(author.text));
  const [subheadline, ...more] = rest;
  const body = [...more.map(({ text }) => `${text}\n\n`), lines.slice(bodyIndex).join('\n')].join('');
  const lineShift = more.length * 2;
  return {
    reading: {
      ...emptyReading({ text: body, line: bodyIndex + 1 - lineShift, format: 'markdown' }),
      authors: names.map((text) => ({ text, line })),
      hosts: (byline?.hosts ?? []).map((text) => ({ text, line })),
      pictures: caption === undefined ? pictures : withCaption(pictures, caption),
      ...(headline === undefined ? {} : { headline }),
      ...(subheadline === undefined ? {} : { subheadline }),
      ...(head.date === undefined ? {} : { date: said(head.date) }),
    },
    findings:
      head.brokenDate === undefined
        ? []
        : [{ code: 'E_DATE_INVALID', line: head.brokenDate.line, found: quote(head.brokenDate.text) }],
  };
}

function findHead(lines: readonly string[]): Head | undefined {
  const first = headLines(lines);
  const at = first.findIndex((line, place) => place > 0 && (isByline(line) || isDateLine(line)));
  const start = first[at];
  if (start === undefined || first.slice(0, at).some(({ text }) => text.length > MAX_HEAD_LINE))
    return undefined;
  const next = first[at + 1];
  const [byline, dated] = isByline(start)
    ? [start, next]
    : [next !== undefined && isByline(next) ? next : undefined, start];
  const date = dated !== undefined && isDateLine(dated) ? dated : undefined;
  const broken =
    date === undefined && dated !== undefined && NEARLY_DATE.test(dated.text) && !isHeading(dated);
  const last = [byline, date, broken ? dated : undefined].reduce(
    (end, line) => Math.max(end, line?.index ?? 0),
    0,
  );
  return {
    end: last + 1,
    prelude: first.slice(0, at),
    ...(byline === undefined ? {} : { byline }),
    ...(date === undefined ? {} : { date }),
    ...(broken && dated !== undefined ? { brokenDate: dated } : {}),
  };
}

/** The headline is the first `##`, else the last heading, else the last line; a `#` before it names the site only. */
function readPrelude(prelude: readonly Line[]): { headline?: Said; rest: Said[]; author?: Said } {
  const author = prelude.find((line, place) => place > 0 && isPrefixedByline(line.text));
  const others = prelude.filter((line) => line !== author);
  const headings = others.filter(isHeading);
  const chosen = headings.find(({ text }) => text.startsWith('## ')) ?? headings.at(-1) ?? others.at(-1);
  const rest = others.filter(({ index }) => chosen !== undefined && index > chosen.index).map(said);
  const named = author === undefined ? {} : { author: said(author) };
  if (chosen === undefined) return { rest, ...named };
  const text = HEADING.exec(chosen.text)?.[2] ?? chosen.text;
  return { headline: { text, line: chosen.line }, rest, ...named };
}

/** What leads the text: pictures on lines of their own and a paragraph in italics, the caption. */
function readLead(
  lines: readonly string[],
  from: number,
): { caption?: Said; pictures: SaidPicture[]; bodyIndex: number } {
  const pictures: SaidPicture[] = [];
  let index = from;
  for (;;) {
    const first = nextLine(lines, index);
    if (first === undefined) return { pictures, bodyIndex: lines.length };
    const picture = first.text.length > MAX_PICTURE_LINE ? null : PICTURE_LINE.exec(first.text);
    if (picture === null) {
      const end = endOfParagraph(lines, first.index);
      const paragraph = lines
        .slice(first.index, end)
        .map((line) => line.trim())
        .join(' ');
      const italic = ITALIC.exec(paragraph)?.[2];
      if (italic === undefined) return { pictures, bodyIndex: first.index };
      return { caption: { text: italic, line: first.line }, pictures, bodyIndex: end };
    }
    const [, alt = '', file = ''] = picture;
    pictures.push({
      file: { text: file, line: first.line },
      line: first.line,
      ...(alt === '' ? {} : { alt }),
    });
    index = first.index + 1;
  }
}

function withCaption(pictures: SaidPicture[], caption: Said): SaidPicture[] {
  const [first, ...others] = pictures;
  return [{ line: caption.line, ...first, caption }, ...others];
}

function endOfParagraph(lines: readonly string[], from: number): number {
  let end = from + 1;
  while (end < lines.length && plainLine(lines[end] ?? '') !== '') end += 1;
  return end;
}

/** The next line with text on it, from an index on. */
function nextLine(lines: readonly string[], from: number): Line | undefined {
  for (let index = from; index < lines.length; index += 1) {
    const text = plainLine(lines[index] ?? '');
    if (text !== '') return { text, line: index + 1, index };
  }
  return undefined;
}

function headLines(lines: readonly string[]): Line[] {
  const head: Line[] = [];
  for (let line = nextLine(lines, 0); line !== undefined && head.length < MAX_HEAD_LINES;) {
    head.push(line);
    line = nextLine(lines, line.index + 1);
  }
  return head;
}

/** A no-break space is a space, and a hard break's backslash no text. */
function plainLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/\\$/, '').trim();
}

function isHeading({ text }: Said): boolean {
  return HEADING.test(text);
}

function isByline({ text }: Said): boolean {
  return matchByline(text) !== undefined;
}

function isDateLine({ text }: Said): boolean {
  return text.length <= MAX_DATE_LINE && matchDate(text) !== undefined;
}

function said({ text, line }: Said): Said {
  return { text, line };
}
