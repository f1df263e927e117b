import { Temporal } from 'temporal-polyfill';
import { dayNumber, isoDay, weekdayOfDay, type CalendarDay } from './calendar.ts';
import { ZONE_OFFSETS } from './date-words.ts';
import { matchDate, type WrittenDate } from './match-date.ts';

/** Releases are neither older nor later than this; a year beyond is a slip of the pen. */
const EARLIEST_YEAR = 1970;
const LATEST_YEAR = 2100;

const START_OF_DAY = { hour: 0, minute: 0, second: 0 } as const;

/** A moment that an author wrote: `at` is RFC 3339 UTC; `day` its date in the zone it was written for. */
export type ReadDate =
  | { kind: 'read'; at: string; day: CalendarDay; weekdayDiffers: boolean }
  | { kind: 'ambiguous'; readings: string[] }
  | { kind: 'invalid' }
  | { kind: 'zone-unknown'; zone: string };

/**
 * Reads one date, with or without a time, in `zone` (IANA) unless it names its own: ISO 8601, numbers with `/ - .`,
 * Indonesian and English months, `16:04` and `16.04`, am/pm and pagi/siang/sore/malam, WIB/WITA/WIT, offsets. A date
 * without a time is the start of that day. Nothing is guessed: a date with two readings is `ambiguous` unless its own
 * weekday decides, and a local time that the clocks skipped is `invalid`, one they showed twice `ambiguous`.
 */
export function readDate(text: string, zone: string): ReadDate {
  const written = matchDate(text);
  if (written === undefined) return { kind: 'invalid' };
  const days = written.days.filter(exists);
  const [first] = days;
  if (first === undefined || !isTime(written.time)) return { kind: 'invalid' };
  const onWeekday = days.filter((day) => weekdayOfDay(dayNumber(day) ?? 0) === written.weekday);
  if (days.length > 1 && onWeekday.length !== 1) return { kind: 'ambiguous', readings: days.map(isoDay) };
  const place = placeOf(written.zone, zone);
  if (place === undefined) return { kind: 'zone-unknown', zone: written.zone ?? zone };
  const weekdayDiffers = written.weekday !== undefined && onWeekday.length === 0;
  return inZone(onWeekday[0] ?? first, written.time, place, weekdayDiffers);
}

function inZone(
  day: CalendarDay,
  time: WrittenDate['time'],
  place: string,
  weekdayDiffers: boolean,
): ReadDate {
  const local = Temporal.PlainDateTime.from({ ...day, ...(time ?? START_OF_DAY) });
  if (time === undefined) {
    const start = local.toPlainDate().toZonedDateTime(place);
    return { kind: 'read', at: rfc3339(start), day, weekdayDiffers };
  }
  const only = orUndefined(() => local.toZonedDateTime(place, { disambiguation: 'reject' }));
  if (only !== undefined) return { kind: 'read', at: rfc3339(only), day, weekdayDiffers };
  const twice = [
    local.toZonedDateTime(place, { disambiguation: 'earlier' }),
    local.toZonedDateTime(place, { disambiguation: 'later' }),
  ];
  if (twice.some((one) => !one.toPlainDateTime().equals(local))) return { kind: 'invalid' };
  return { kind: 'ambiguous', readings: twice.map((one) => one.toString({ timeZoneName: 'never' })) };
}

function exists(day: CalendarDay): boolean {
  return day.year >= EARLIEST_YEAR && day.year <= LATEST_YEAR && dayNumber(day) !== undefined;
}

function isTime(time: WrittenDate['time']): boolean {
  return time === undefined || (time.hour <= 23 && time.minute <= 59 && time.second <= 59);
}

/** The zone or offset to read in; undefined for a name that means nothing or several things. */
function placeOf(written: string | undefined, zone: string): string | undefined {
  if (written === undefined) return isZone(zone) ? zone : undefined;
  const offset = ZONE_OFFSETS.get(written);
  if (offset !== undefined) return offset;
  const digits = /^([+-]\d{2}):?(\d{2})$/.exec(written);
  if (digits !== null) return isZone(`${digits[1]}:${digits[2]}`) ? `${digits[1]}:${digits[2]}` : undefined;
  return written.includes('/') && isZone(written) ? written : undefined;
}

/** Whether the name is an IANA zone or an offset that this machine's zone data knows. */
export function isZone(name: string): boolean {
  return orUndefined(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) !== undefined;
}

function rfc3339(moment: Temporal.ZonedDateTime): string {
  return moment.toInstant().toString({ smallestUnit: 'second' });
}

/** Temporal says "no such day, time or zone" by a RangeError. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
