import type { Words } from './words.ts';

/** What people in Indonesia call their three zones; Intl only knows `GMT+7` for them. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
  UTC: 'UTC',
};

/**
 * A time as people of a newsroom read it: `14 Januari 2025, 16.04 WIB`. Month names come from the words, not from
 * the runtime's locale data, so that the same input gives the same bytes everywhere. An unknown zone reads as UTC.
 */
export function formatTime(at: string, timezone: string, words: Words): string {
  const zone = formatIn(timezone) === undefined ? 'UTC' : timezone;
  const part = partsIn(at, zone);
  const month = words.months[Number(part('month')) - 1] ?? part('month');
  const time = `${part('hour')}${words.timeSeparator}${part('minute')}`;
  const offset = part('timeZoneName').replace(/^GMT\+0$/, 'GMT');
  return `${Number(part('day'))} ${month} ${part('year')}, ${time} ${ZONE_NAMES[zone] ?? offset}`;
}

function partsIn(at: string, zone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const told = formatIn(zone)?.formatToParts(new Date(at)) ?? [];
  const parts = new Map(told.map(({ type, value }) => [type, value]));
  return (type) => parts.get(type) ?? '';
}

/** By zone: making a format takes longer than a hundred uses of it. */
const FORMATS = new Map<string, Intl.DateTimeFormat | undefined>();

function formatIn(timezone: string): Intl.DateTimeFormat | undefined {
  const known = FORMATS.get(timezone);
  if (known !== undefined || FORMATS.has(timezone)) return known;
  const format = makeFormat(timezone);
  FORMATS.set(timezone, format);
  return format;
}

/** Undefined for a zone that Intl does not know. */
function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'shortOffset',
    });
  } catch {
    return undefined;
  }
}
