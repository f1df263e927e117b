import type { Finding } from '../receipt/finding.ts';
import type { CalendarDay } from './calendar.ts';
import { matchDate } from './match-date.ts';
import { isZone, readDate, type ReadDate } from './read-date.ts';
import { quote } from './quote.ts';
import type { Reading, Said } from './reading.ts';

/** What a template leaves in `embargo:` when there is none. */
const NO_EMBARGO = /^(?:none|no|false|tidak|tidak ada|nihil|n\/a)$/i;

/** The times of a reading as RFC 3339 UTC; `day` is the date that the text carries, in its zone, for weekday checks. */
export type Times = {
  datedAt?: string;
  day?: CalendarDay;
  publishAt?: string;
  embargoedUntil?: string;
  expires?: string;
  findings: Finding[];
};

/** Reads every time of a reading in its own zone, else the newsroom's. What cannot be read for sure is an error. */
export function readTimes(reading: Reading, newsroomZone: string): Times {
  const times: Times = { findings: [] };
  const { timezone, date, publishAt, expires } = reading;
  const embargo = NO_EMBARGO.test(reading.embargo?.text.trim() ?? '') ? undefined : reading.embargo;
  const ownZone = timezone?.text.trim();
  if (timezone !== undefined && ownZone !== undefined && !isZone(ownZone)) {
    times.findings.push({ code: 'E_TIMEZONE_UNKNOWN', line: timezone.line, found: quote(ownZone) });
  }
  const read = (said: Said | undefined): Extract<ReadDate, { kind: 'read' }> | undefined => {
    if (said === undefined) return undefined;
    const result = readDate(said.text, ownZone ?? newsroomZone);
    times.findings.push(...dateFindings(result, said, said === embargo));
    return result.kind === 'read' && !(said === embargo && result.weekdayDiffers) ? result : undefined;
  };
  const dated = read(date);
  if (dated !== undefined) Object.assign(times, { datedAt: dated.at, day: dated.day });
  const [published, held, expired] = [read(publishAt), read(embargo), read(expires)];
  if (published !== undefined) times.publishAt = published.at;
  if (held !== undefined && hasClock(embargo)) times.embargoedUntil = held.at;
  if (expired !== undefined) times.expires = expired.at;
  if (embargo !== undefined) {
    if (times.embargoedUntil === undefined)
      times.findings.push({ code: 'E_EMBARGO_HELD', line: embargo.line, found: quote(embargo.text) });
    if (publishAt !== undefined)
      times.findings.push({ code: 'E_EMBARGO_AND_SCHEDULE', line: publishAt.line });
  }
  return times;
}

/** "Until the 9th" may mean its first minute or its last: an embargo has a time of day. */
function hasClock(said: Said | undefined): boolean {
  return said !== undefined && matchDate(said.text)?.time !== undefined;
}

function dateFindings(result: ReadDate, said: Said, isEmbargo: boolean): Finding[] {
  const where = { line: said.line, found: quote(said.text) };
  switch (result.kind) {
    case 'read':
      return result.weekdayDiffers ? [{ code: 'W_DAY_DATE_MISMATCH', ...where }] : [];
    case 'ambiguous':
      return [{ code: 'E_DATE_AMBIGUOUS', ...where, values: { readings: result.readings.join(' / ') } }];
    case 'zone-unknown':
      return [{ code: isEmbargo ? 'E_EMBARGO_NO_ZONE' : 'E_TIMEZONE_UNKNOWN', ...where }];
    case 'invalid':
      // An embargo that cannot be read ("tomorrow") is held all the same; it is no second error.
      return isEmbargo ? [] : [{ code: 'E_DATE_INVALID', ...where }];
  }
}
