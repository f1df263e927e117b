import { cleanPlainText } from '../html/plain-text.ts';
import type { Finding } from '../receipt/finding.ts';
import type { Contact } from '../release/newsroom.ts';
import { given } from './given.ts';
import { matchDate } from './match-date.ts';
import { quote } from './quote.ts';
import { readContactBlock } from './read-contact.ts';
import { emptyReading, type Reading, type Said } from './reading.ts';

/** The line that says when a release may be used; a date may follow it. */
const TIMING =
  /^[\s*_#]*(?:for immediate (?:release|publication)|(?:news|press|media) release|untuk (?:segera|langsung) di(?:siarkan|terbitkan|publikasikan|rilis)|siaran pers|rilis pers)(?!\p{L})[\s*_:.,–—-]*(.*)$/iu;
const IMMEDIATE = /immediate|segera|langsung/i;
const END_MARK =
  /^\s*(?:#{3,}|(?:#\s+){2,}#|[-–—]{1,2}\s*(?:30|ends?|selesai)\s*[-–—]{1,2}|ends|end of release|selesai)\s*$/i;
const CONTACT_LABEL =
  /^[\s*_#]*(?:(?:media|press|public relations|pr)\s+)?(?:contacts?|enquiries|inquiries|kontak(?:\s+media)?|narahubung)(?:\s+(?:media|pers))?\s*(?::|$)\s*(.*)$/iu;
const ABOUT = /^[\s*_#]*(?:About|ABOUT|Tentang|TENTANG|Sekilas)\s+[\p{Lu}\p{N}“"][^.!?]{0,100}$/u;
const EDITORS =
  /^[\s*_#]*(?:notes?\s+(?:to|for)\s+editors?|catatan\s+(?:untuk\s+)?(?:redaksi|editor))\s*:?\s*(.*)$/iu;
/** `HARBOUR, March 6, 2026 - `, `BLORA, 6 Maret 2026 – `, `Harbour (March 6) — `. */
const DATELINE =
  /^[\s*_]*(\p{Lu}[\p{L}.'’ /-]{1,50}?)(?:,\s|\s\()([^\n–—]{3,40}?)\)?[\s*_]*\s(?:[-–—]{1,2})\s/u;
/** Signs of this layout that other texts have too count only in the first or last lines. */
const HEAD_LINES = 8;
const MAX_DATE_LINE = 60;
const MAX_SUBHEADLINE = 220;
const MAX_BLOCK_LINES = 12;
/** A label and its words; longer lines are text, and the patterns above never meet them. */
const MAX_LABEL_LINE = 300;

type Line = Said & { index: number };
type Parts = { contacts: Contact[]; boilerplate?: Said; editorNote?: Said; after?: Said };

/** Whether a text is in this layout for sure: its first lines say when it may be used. */
export function saysWhenToUse(lines: readonly string[]): boolean {
  return written(lines)
    .slice(0, 3)
    .some(({ text }) => text.length <= MAX_LABEL_LINE && TIMING.test(text));
}

/** Whether a plain text has another sign of this layout: an end mark of its own, or a contact before the headline. */
export function looksClassic(lines: readonly string[]): boolean {
  const all = written(lines);
  const head = all.slice(0, HEAD_LINES - 2);
  return (
    all.slice(-HEAD_LINES).some(({ text }) => text.length <= MAX_LABEL_LINE && END_MARK.test(text)) ||
    CONTACT_LABEL.test(head[0]?.text.slice(0, MAX_LABEL_LINE) ?? '')
  );
}

/**
 * Reads the layout of press offices (syndication §5.6): when it may be used, contacts, headline, subheadline,
 * `CITY, Month d - text`, `About X`, an end mark, and what stands below it for editors. `held` says whether a line
 * of the file named an embargo: beside "for immediate release" one of the two is a mistake.
 */
export function readClassicRelease(
  typed: readonly string[],
  { held }: { held: boolean },
): { reading: Reading; findings: Finding[] } {
  const lines = [...typed];
  const timing = takeTiming(lines);
  const parts = takeParts(lines);
  const dated = takeDateLine(lines);
  const headline = takeParagraph(lines);
  const subheadline = takeSubheadline(lines);
  const start = lines.findIndex((line) => line.trim() !== '');
  const dateline = DATELINE.exec(
    lines
      .slice(start, start + 2)
      .join(' ')
      .slice(0, MAX_LABEL_LINE),
  );
  const place = { line: start + 1 };
  const inDateline = dateline?.[2] ?? '';
  const date =
    dated ??
    timing.date ??
    (matchDate(inDateline) === undefined ? undefined : { ...place, text: inDateline });
  const both: Finding[] =
    held && timing.immediate !== undefined
      ? [
          {
            code: 'E_EMBARGO_AND_IMMEDIATE',
            line: timing.immediate.line,
            found: quote(timing.immediate.text),
          },
        ]
      : [];
  const lost: Finding[] =
    parts.after === undefined
      ? []
      : [{ code: 'W_AFTER_END', line: parts.after.line, found: quote(parts.after.text) }];
  const body = { text: lines.slice(Math.max(start, 0)).join('\n'), line: Math.max(start, 0) + 1 };
  return {
    reading: {
      ...emptyReading({ ...body, format: 'text' }),
      contacts: parts.contacts,
      ...given('headline', headline),
      ...given('subheadline', subheadline),
      ...given('date', date),
      ...given('dateline', dateline?.[1] === undefined ? undefined : { ...place, text: dateline[1] }),
      ...given('boilerplate', parts.boilerplate),
      ...given('editorNote', parts.editorNote),
    },
    findings: [...both, ...lost],
  };
}

/** Takes the timing lines out of the head, `PRESS RELEASE` and `FOR IMMEDIATE RELEASE` may both be there. */
function takeTiming(lines: string[]): { immediate?: Said; date?: Said } {
  let [immediate, date]: (Said | undefined)[] = [];
  for (const { text, line, index } of written(lines).slice(0, 3)) {
    const rest =
      text.length > MAX_LABEL_LINE
        ? undefined
        : TIMING.exec(text)?.[1]
            ?.replace(/[*_]+$/, '')
            .trim();
    if (rest === undefined) continue;
    const isDate = rest.length <= MAX_DATE_LINE && /\d/.test(rest);
    if (rest !== '' && !isDate && !IMMEDIATE.test(text)) continue;
    if (IMMEDIATE.test(text)) immediate = { text, line };
    if (isDate) date = { text: rest, line };
    lines[index] = '';
  }
  return { ...given('immediate', immediate), ...given('date', date) };
}

/** Takes contacts, the "about" part, notes to editors and all below the end mark out of a text. */
function takeParts(lines: string[]): Parts {
  const parts: Parts = { contacts: [] };
  const end = lines.findLastIndex((line) => line.length <= MAX_LABEL_LINE && END_MARK.test(line));
  for (let index = 0; index < lines.length; index += 1) {
    const whole = lines[index] ?? '';
    const line = whole.length > MAX_LABEL_LINE ? '' : whole;
    const [label, about, note] = [CONTACT_LABEL.exec(line), ABOUT.test(line), EDITORS.exec(line)];
    const place = { line: index + 1 };
    if (label !== null) {
      const contact = readContactBlock([label[1] ?? '', ...takeBlock(lines, index, label[1] === '')]);
      if (contact !== undefined) parts.contacts.push(contact);
    } else if (about && isTitle(lines, index)) {
      const text = takeBlock(lines, index, true).join('\n');
      parts.boilerplate ??= { ...place, text };
    } else if (note !== null) {
      const text = [note[1] ?? '', ...takeBlock(lines, index, note[1] === '')].join('\n').trim();
      parts.editorNote ??= { ...place, text };
    } else if (end !== -1 && index > end && whole.trim() !== '') {
      parts.after ??= { ...place, text: whole };
      lines[index] = '';
    }
  }
  if (end !== -1) lines[end] = '';
  return parts;
}

/** A title stands on a line of its own, with its text below. */
function isTitle(lines: readonly string[], index: number): boolean {
  const [before = '', next = '', second = ''] = [lines[index - 1], lines[index + 1], lines[index + 2]];
  return before.trim() === '' && (next.trim() !== '' || second.trim() !== '');
}

/** Takes a label's line and the lines below it, up to the next empty one; one empty line may follow a label alone. */
function takeBlock(lines: string[], label: number, alone: boolean): string[] {
  lines[label] = '';
  const from = label + (alone && (lines[label + 1] ?? '').trim() === '' ? 2 : 1);
  let end = from;
  while (end < lines.length && end < from + MAX_BLOCK_LINES) {
    const line = lines[end] ?? '';
    if (line.trim() === '' || END_MARK.test(line) || CONTACT_LABEL.test(line)) break;
    end += 1;
  }
  const block = lines.slice(from, end);
  lines.fill('', from, end);
  return block;
}

/** A date on a line of its own before the headline, however it is spelt: what is not one is an error, not a headline. */
function takeDateLine(lines: string[]): Said | undefined {
  const [first] = written(lines);
  if (first === undefined || first.text.length > MAX_DATE_LINE) return undefined;
  const text = first.text.replace(/^(?:date|tanggal)\s*:\s*/i, '');
  if (matchDate(text) === undefined && text === first.text) return undefined;
  lines[first.index] = '';
  return { text, line: first.line };
}

/** The headline: the lines up to the next empty one. A first paragraph with a dateline is the text, not a headline. */
function takeParagraph(lines: string[]): Said | undefined {
  const [first] = written(lines);
  if (first === undefined) return undefined;
  let end = first.index;
  while ((lines[end] ?? '').trim() !== '') end += 1;
  const text = lines.slice(first.index, end).join(' ');
  if (DATELINE.test(text.slice(0, MAX_LABEL_LINE))) return undefined;
  lines.fill('', first.index, end);
  return { text: cleanPlainText(text.replace(/^\s*#+\s|[*_]{2}/g, '')), line: first.line };
}

/** One short line without a full stop, between the headline and a paragraph that starts with a place. */
function takeSubheadline(lines: string[]): Said | undefined {
  const [first, second] = written(lines);
  if (first === undefined || second === undefined || first.text.length > MAX_SUBHEADLINE) return undefined;
  const isLine = (lines[first.index + 1] ?? '').trim() === '' && !/[.!?]["”]?$/.test(first.text);
  if (!isLine || DATELINE.test(first.text) || !DATELINE.test(`${second.text.slice(0, MAX_LABEL_LINE)} `))
    return undefined;
  lines[first.index] = '';
  return { text: first.text.replace(/^[*_]+|[*_]+$/g, ''), line: first.line };
}

function written(lines: readonly string[]): Line[] {
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ text: line.trim(), line: index + 1, index }],
  );
}
