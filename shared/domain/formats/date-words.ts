/** Month names and abbreviations of both languages, as newsrooms write them; dots are dropped before the look-up. */
const MONTH_WORDS: readonly string[] = [
  'januari january jan jnr',
  'februari february pebruari feb peb febr',
  'maret march mar mrt',
  'april apr',
  'mei may',
  'juni june jun',
  'juli july jul',
  'agustus august agu agt agst ags aug agus',
  'september sep sept',
  'oktober october okt oct okto',
  'november nopember nov nop',
  'desember december des dec',
];

/** Weekdays of both languages, Monday first (ISO 8601). */
const WEEKDAY_WORDS: readonly string[] = [
  'senin monday mon sen',
  'selasa tuesday tue tues sel',
  'rabu wednesday wed rab',
  'kamis thursday thu thur thurs kam',
  "jumat jum'at jum’at friday fri jum",
  'sabtu saturday sat sab',
  'minggu ahad sunday sun min',
];

/** Zone names that mean one offset only; others, such as CST and IST, mean several and are not guessed. */
export const ZONE_OFFSETS: ReadonlyMap<string, string> = new Map([
  ['z', '+00:00'],
  ['utc', '+00:00'],
  ['gmt', '+00:00'],
  ['wib', '+07:00'],
  ['wita', '+08:00'],
  ['wit', '+09:00'],
]);

/** Hours that Indonesian parts of the day add to a clock of twelve hours, by the hour said. */
export const DAY_PARTS: ReadonlyMap<string, (hour: number) => number | undefined> = new Map([
  ['am', (hour) => (hour >= 1 && hour <= 12 ? hour % 12 : undefined)],
  ['pm', (hour) => (hour >= 1 && hour <= 12 ? (hour % 12) + 12 : undefined)],
  ['pagi', (hour) => (hour >= 1 && hour <= 11 ? hour : undefined)],
  ['siang', (hour) => (hour >= 10 && hour <= 15 ? hour : hour >= 1 && hour <= 3 ? hour + 12 : undefined)],
  ['sore', (hour) => (hour >= 15 && hour <= 19 ? hour : hour >= 2 && hour <= 6 ? hour + 12 : undefined)],
  ['malam', (hour) => (hour >= 18 && hour <= 23 ? hour : hour >= 6 && hour <= 11 ? hour + 12 : undefined)],
]);

const MONTHS = numbered(MONTH_WORDS);
const WEEKDAYS = numbered(WEEKDAY_WORDS);

/** 1–12, or undefined if the word is no month. */
export function monthOf(word: string): number | undefined {
  return MONTHS.get(word.toLowerCase().replaceAll('.', ''));
}

/** 1 (Monday) – 7, or undefined if the word is no weekday. */
export function weekdayOf(word: string): number | undefined {
  return WEEKDAYS.get(word.toLowerCase().replaceAll('.', ''));
}

/** Every full weekday name, for searching in a text; abbreviations are also ordinary words. */
export const WEEKDAY_NAMES: readonly string[] = WEEKDAY_WORDS.flatMap((words) =>
  words.split(' ').filter((word) => word.length >= 4),
);

/** Every month word, longest first. */
export const MONTH_NAMES: readonly string[] = [...MONTHS.keys()].sort((a, b) => b.length - a.length);

function numbered(lists: readonly string[]): Map<string, number> {
  return new Map(lists.flatMap((words, index) => words.split(' ').map((word) => [word, index + 1])));
}
