import { cleanPlainText } from '../html/plain-text.ts';
import type { Finding } from '../receipt/finding.ts';
import { dayNumber, isoDay, weekdayOfDay, type CalendarDay } from './calendar.ts';
import { MONTH_NAMES, monthOf, WEEKDAY_NAMES, weekdayOf } from './date-words.ts';
import { HEADLINE_MAX_CHARACTERS, HEADLINE_WARN_CHARACTERS } from './limits.ts';
import { quote } from './quote.ts';
import type { Said } from './reading.ts';
import type { Block } from './rendered-body.ts';

const MAX_ALIKE = 5;
const ENDS_OPEN = /,["'”’)*_\s]*$/u;
const STARTS_SMALL = /^["'“‘(*_\s]*\p{Ll}/u;
const MIN_CAPITALS = 12;
/** Longer than any headline; the pattern below must not meet a whole text. */
const MAX_COMPARED = 400;

const MONTH = MONTH_NAMES.join('|');
/** Searched for alone: a text is long, and this pattern fails at once almost everywhere. */
const WEEKDAY = new RegExp(WEEKDAY_NAMES.join('|'), 'gi');
const DATE_AFTER = new RegExp(
  String.raw`^[\s,]*\(?\s*(?:(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?!\d)|(\d{1,2})\s+(${MONTH})\.?(?:\s+(\d{4}))?(?![\p{L}\d])|(${MONTH})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?(?!\d))`,
  'iu',
);
const MAX_DATE_CHARACTERS = 40;

type Day = { month: number; day: number };

/** A headline that is missing, too long or shouted. */
export function checkHeadline(headline: Said | undefined, bodyLine: number): Finding[] {
  const text = cleanPlainText(headline?.text ?? '');
  if (headline === undefined || text === '')
    return [{ code: 'E_HEADLINE_MISSING', line: headline?.line ?? bodyLine }];
  const where = { line: headline.line, found: quote(text) };
  const values = { length: String(text.length), limit: String(HEADLINE_MAX_CHARACTERS) };
  if (text.length > HEADLINE_MAX_CHARACTERS) return [{ code: 'E_HEADLINE_LONG', ...where, values }];
  const findings: Finding[] = [];
  if (text.length > HEADLINE_WARN_CHARACTERS) {
    const limit = String(HEADLINE_WARN_CHARACTERS);
    findings.push({ code: 'W_HEADLINE_LONG', ...where, values: { ...values, limit } });
  }
  if (isShouted(text)) findings.push({ code: 'W_ALL_CAPS_HEADLINE', ...where });
  return findings;
}

/** A paragraph that ends in a comma before one that starts small: one sentence in two, never joined by us. */
export function checkSentences(blocks: readonly Block[]): Finding[] {
  const findings: Finding[] = [];
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (block.kind !== 'paragraph' || next?.kind !== 'paragraph') continue;
    if (!ENDS_OPEN.test(block.source.slice(-20)) || !STARTS_SMALL.test(next.source.slice(0, 20))) continue;
    const end = block.source
      .slice(-60)
      .replace(/^\S*\s/, '')
      .trim();
    const found = quote(`${end} ⏎ ${next.source.slice(0, 50)}`);
    findings.push({ code: 'W_SPLIT_SENTENCE', found, ...lineOf(next) });
  }
  return findings.slice(0, MAX_ALIKE);
}

/**
 * Weekdays with a date in the text, `Selasa (14/01)`, against the calendar. The year, where none is said, is the one
 * that brings the date closest to `dated`; a date of two numbers is right if either reading is.
 */
export function checkWeekdays(blocks: readonly Block[], dated: CalendarDay | undefined): Finding[] {
  const findings: Finding[] = [];
  for (const block of blocks) {
    if (!/\d/.test(block.source)) continue;
    for (const { 0: word, index } of block.source.matchAll(WEEKDAY)) {
      const after = block.source.slice(index + word.length, index + word.length + MAX_DATE_CHARACTERS);
      const date = /\p{L}$/u.test(block.source.slice(Math.max(0, index - 2), index))
        ? null
        : DATE_AFTER.exec(after);
      const days = date === null ? [] : daysOf(date, dated);
      const [day] = days;
      if (date === null || day === undefined || days.some((one) => isOn(one, word))) continue;
      const found = quote(word + date[0]);
      findings.push({ code: 'W_DAY_DATE_MISMATCH', ...lineOf(block), found, values: { date: isoDay(day) } });
    }
  }
  return findings.slice(0, MAX_ALIKE);
}

function isOn(day: CalendarDay, weekday: string): boolean {
  return weekdayOfDay(dayNumber(day) ?? 0) === weekdayOf(weekday);
}

/** Whether two texts say the same but for case, spaces and marks at their ends. */
export function saysTheSame(a: string, b: string): boolean {
  const plain = (text: string): string =>
    cleanPlainText(text)
      .slice(0, MAX_COMPARED)
      .toLowerCase()
      .replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
  return plain(a) === plain(b);
}

/** The line of a block, if its format has lines. */
function lineOf({ line }: { line: number }): { line?: number } {
  return line > 0 ? { line } : {};
}

function daysOf(match: RegExpExecArray, dated: CalendarDay | undefined): CalendarDay[] {
  const [, first, second, year, day, month, wordYear, monthFirst, dayAfter, yearAfter] = match;
  const said = year ?? wordYear ?? yearAfter;
  const days: Day[] =
    first !== undefined && second !== undefined
      ? [
          { day: Number(first), month: Number(second) },
          { day: Number(second), month: Number(first) },
        ]
      : [{ day: Number(day ?? dayAfter), month: monthOf(month ?? monthFirst ?? '') ?? 0 }];
  return days.flatMap((one) => dayIn(one, said, dated));
}

/** The day in the year that was said, else in the one that brings it closest to `dated`; none if there is none. */
function dayIn(day: Day, year: string | undefined, dated: CalendarDay | undefined): CalendarDay[] {
  const years =
    year === undefined ? [-1, 0, 1].flatMap((step) => (dated ? [dated.year + step] : [])) : [fullYear(year)];
  const anchor = dated === undefined ? 0 : (dayNumber(dated) ?? 0);
  const numbered = years.flatMap((one) => {
    const number = dayNumber({ year: one, ...day });
    return number === undefined ? [] : [{ year: one, ...day, away: Math.abs(number - anchor) }];
  });
  return numbered.sort((a, b) => a.away - b.away).slice(0, 1);
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function isShouted(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return (
    letters.length >= MIN_CAPITALS && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  );
}
