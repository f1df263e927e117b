import type { CalendarDay } from './calendar.ts';
import { DAY_PARTS, monthOf, weekdayOf } from './date-words.ts';

/** A date as it was written, before anybody asks whether it exists. `days` holds each reading of `03/04/2025`. */
export type WrittenDate = {
  weekday?: number;
  days: CalendarDay[];
  time?: { hour: number; minute: number; second: number };
  /** As written: a zone's name, an offset, an IANA zone. */
  zone?: string;
};

type Part = { days: WrittenDate['days']; rest: string };

const ISO_DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]+)\.?,?[ -]+(\d{4})(?!\d)/;
const MONTH_DAY = /^([a-z]+)\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})(?!\d)/;
const WEEKDAY = /^([a-z]+(?:['’]at)?)\.?\s*,?\s+(?=[\da-z])/;
const JOINT = /^(?:t(?=\d)|[\s,|()-]|(?:pukul|pkl|jam|at|on|pada|tanggal)\b\.?)+/;
const CLOCK = /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:\.\d{1,9})?)?)?/;
const DAY_PART = /^\s*(a\.?m\b\.?|p\.?m\b\.?|pagi|siang|sore|malam)/;
const ZONE = /^[\s,(]*([a-z]+(?:[/_+-][a-z0-9_+-]+)+|[a-z]{1,5}|[+-]\d{2}:?\d{2})\)?$/;

/** A string of one date, with or without weekday, time and zone; undefined if it is anything else. */
export function matchDate(text: string): WrittenDate | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u{2010}-\u{2015}\u{2212}]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  const named = WEEKDAY.exec(plain);
  const weekday = named === null ? undefined : weekdayOf(named[1] ?? '');
  const start = plain
    .slice(weekday === undefined ? 0 : (named?.[0].length ?? 0))
    .replace(/^(?:tanggal|on) /, '');
  const date = isoDate(start) ?? wordDate(start) ?? numberDate(start);
  if (date === undefined) return undefined;
  const written = { ...(weekday === undefined ? {} : { weekday }), days: date.days };
  const rest = date.rest.trim();
  if (rest === '') return written;
  return withTime(written, rest.replace(JOINT, ''));
}

function withTime(written: WrittenDate, rest: string): WrittenDate | undefined {
  const clock = CLOCK.exec(rest);
  if (clock === null) return undefined;
  const [all, hours = '', minutes, seconds] = clock;
  const afterClock = rest.slice(all.length);
  const dayPart = DAY_PART.exec(afterClock);
  if (minutes === undefined && dayPart === null) return undefined;
  const said = Number(hours);
  const part = dayPart?.[1]?.replaceAll('.', '');
  const hour = part === undefined ? said : DAY_PARTS.get(part)?.(said);
  const end = afterClock.slice(dayPart?.[0].length ?? 0).trim();
  const zone = end === '' ? undefined : ZONE.exec(end)?.[1];
  if (end !== '' && zone === undefined) return undefined;
  const time = { hour: hour ?? Number.NaN, minute: Number(minutes ?? 0), second: Number(seconds ?? 0) };
  return { ...written, time, ...(zone === undefined ? {} : { zone }) };
}

function isoDate(text: string): Part | undefined {
  const match = ISO_DATE.exec(text);
  if (match === null) return undefined;
  const [all, year, month, day] = match;
  return {
    days: [{ year: Number(year), month: Number(month), day: Number(day) }],
    rest: text.slice(all.length),
  };
}

function wordDate(text: string): Part | undefined {
  const dayFirst = DAY_MONTH.exec(text);
  const monthFirst = MONTH_DAY.exec(text);
  const match = dayFirst ?? monthFirst;
  if (match === null) return undefined;
  const [all, first = '', second = '', year] = match;
  const [word, day] = dayFirst === null ? [first, second] : [second, first];
  const month = monthOf(word);
  if (month === undefined) return undefined;
  return { days: [{ year: Number(year), month, day: Number(day) }], rest: text.slice(all.length) };
}

/** A year of two digits leaves open which number is the year, so every reading is kept. */
function numberDate(text: string): Part | undefined {
  const match = NUMBERS.exec(text);
  if (match === null) return undefined;
  const [all, a, , b, c = ''] = match;
  const [first, second] = [Number(a), Number(b)];
  const year = c.length === 2 ? 2000 + Number(c) : Number(c);
  const days = [{ year, month: second, day: first }];
  if (first !== second) days.push({ year, month: first, day: second });
  if (c.length === 2) days.push({ year: 2000 + first, month: second, day: Number(c) });
  return { days, rest: text.slice(all.length) };
}
