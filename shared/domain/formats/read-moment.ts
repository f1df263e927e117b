import { ZONE_OFFSETS } from './date-words.ts';
import { matchDate } from './match-date.ts';
import { readDate } from './read-date.ts';

/** What stands at the start of a text: a day with a time of day, something like it, or nothing of the kind. */
export type ReadMoment =
  | { kind: 'read'; at: string; rest: string }
  | { kind: 'zone-unknown' }
  | { kind: 'unreadable' };

/** Longer than any date with its weekday, time and zone. */
const MOST_CHARACTERS = 90;

const MARKS = /[()[\]{}"“”*_`<>]/g;
const FILLER = /^(?:[\s:;,.–—-]|(?:hari|tanggal|tgl|pukul|pkl|jam|pada|on|at|the|waktu)\b(?=[\s.:]))*/iu;
const INDONESIAN_ZONES: readonly (readonly [RegExp, string])[] = [
  [/\bwaktu indonesia (?:bagian )?barat\b/giu, 'WIB'],
  [/\bwaktu indonesia (?:bagian )?tengah\b/giu, 'WITA'],
  [/\bwaktu indonesia (?:bagian )?timur\b/giu, 'WIT'],
];

const DAY_PART = String.raw`a\.?m\.?|p\.?m\.?|pagi|siang|sore|malam`;
const ZONE = String.raw`(?!(?:on|at|pada|hari)\b)(?:${[...ZONE_OFFSETS.keys()].join('|')}|[A-Z]{2,5})\b|[+-]\d{2}:?\d{2}`;
/** `10.00 WIB, Rabu 9 April 2025`: the clock before the day. */
const CLOCK_FIRST = new RegExp(
  String.raw`^(\d{1,2}[:.]\d{2}(?![.:\d])|\d{1,2}(?=\s*(?:am|pm|a\.m|p\.m|pagi|siang|sore|malam)\b))\s*(?:(${DAY_PART})(?!\p{L}))?\s*(${ZONE})?[\s,]+(?:(?:on|pada|hari|tanggal|tgl)\b\.?\s*)*(?=\S)(.+)$`,
  'iu',
);
const UPPER_ZONE = /[\s,]([A-Z]{2,5}|[A-Za-z_]+\/[A-Za-z_]+)$/;
/** What makes the time before it only half of what was said: a span, another time, a condition, a zone in words. */
const DOUBT =
  /^[\s,]*(?:[-–—/]\s*\d|\d|(?:or|atau|to|until|till|sampai|hingga|if|unless|kecuali|jika|whichever|dan\s+\d|and\s+\d)\b|waktu\b(?!\s+setempat)|(?!local\b)\p{L}+\s+time\b|(?:s\.?d\.?|s\/d)(?!\p{L}))/iu;

/**
 * Reads a day and a time of day at the start of a text that goes on, `9 April 2025, 10.00 WIB` or the clock first, in
 * `zone` unless it names its own. Nothing is guessed: without a clock time, with a weekday that does not fit, with two
 * readings or with a span of times it is `unreadable`.
 */
export function readMoment(text: string, zone: string): ReadMoment {
  const plain = INDONESIAN_ZONES.reduce(
    (said, [words, name]) => said.replace(words, name),
    text.slice(0, MOST_CHARACTERS * 2).replace(MARKS, ' '),
  );
  const start = plain.replace(FILLER, '').slice(0, MOST_CHARACTERS).replace(/\s+/g, ' ');
  const ends = [...start.matchAll(/\S(?=\s|$)/gu)].map(({ index }) => index + 1).toReversed();
  for (const end of ends) {
    const said = dayFirst(start.slice(0, end).replace(/[.,;:!?)'’]+$/u, ''));
    if (matchDate(said)?.time === undefined) continue;
    const read = readDate(said, zone);
    if (read.kind === 'zone-unknown' && !UPPER_ZONE.test(said)) continue;
    if (read.kind === 'zone-unknown') return { kind: 'zone-unknown' };
    const rest = start.slice(end);
    if (read.kind !== 'read' || read.weekdayDiffers || DOUBT.test(rest)) return { kind: 'unreadable' };
    return { kind: 'read', at: read.at, rest };
  }
  return { kind: 'unreadable' };
}

function dayFirst(text: string): string {
  const match = CLOCK_FIRST.exec(text);
  if (match === null) return text;
  const [, clock = '', part = '', zone = '', day = ''] = match;
  return `${day} ${clock} ${part} ${zone}`.replace(/\s+/g, ' ').trim();
}
