import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '#domain/formats/read-date.ts';

describe('readDate in Asia/Jakarta', () => {
  it.each([
    ['Jan 14, 2025 - 16:04', '2025-01-14T09:04:00Z'],
    ['14 Januari 2025 16.04 WIB', '2025-01-14T09:04:00Z'],
    ['Selasa, 14 Januari 2025 pukul 16.04 WITA', '2025-01-14T08:04:00Z'],
    ["Jum'at, 3 Okt. 2025 - 10.05 (WIT)", '2025-10-03T01:05:00Z'],
    ['Agt 1, 2025 | 07.00', '2025-08-01T00:00:00Z'],
    ['1st May 2025, 4:04 p.m.', '2025-05-01T09:04:00Z'],
    ['January 14, 2025 at 12:30 am', '2025-01-13T17:30:00Z'],
    ['14 Jan 2025 9 pagi', '2025-01-14T02:00:00Z'],
    ['14 Jan 2025 jam 7 malam', '2025-01-14T12:00:00Z'],
    ['2025-01-14', '2025-01-13T17:00:00Z'],
    ['2025-01-14T16:04:09.5+08:00', '2025-01-14T08:04:09Z'],
    ['2025-01-14 16:04 Europe/Berlin', '2025-01-14T15:04:00Z'],
    ['25/12/2025', '2025-12-24T17:00:00Z'],
    ['12/25/2025', '2025-12-24T17:00:00Z'],
    ['04/04/2025', '2025-04-03T17:00:00Z'],
    ['Kamis, 03/04/2025', '2025-04-02T17:00:00Z'],
    ['14\u{A0}Januari\u{2009}2025 — 16.04', '2025-01-14T09:04:00Z'],
  ])('%s', (text, at) => {
    expect(readDate(text, 'Asia/Jakarta')).toMatchObject({ kind: 'read', at });
  });

  it.each([
    ['03/04/2025', 'ambiguous'],
    ['Minggu, 03/04/2025', 'ambiguous'],
    ['14/01/25', 'ambiguous'],
    ['2026-10-25 02:30 Europe/Berlin', 'ambiguous'],
    ['2026-03-29 02:30 Europe/Berlin', 'invalid'],
    ['2026-02-30', 'invalid'],
    ['31/02/2025', 'invalid'],
    ['2026-01-01T25:00:00Z', 'invalid'],
    ['14 Jan 2025 16:60', 'invalid'],
    ['14 Jan 2025 13 pagi', 'invalid'],
    ['14 Jan 1025', 'invalid'],
    ['14 Jann 2025', 'invalid'],
    ['besok', 'invalid'],
    ['14 Jan', 'invalid'],
    ['14 Jan 2025 16:04 dan seterusnya', 'invalid'],
    ['', 'invalid'],
    ['14 Jan 2025 16:04 CST', 'zone-unknown'],
    ['14 Jan 2025 16:04 Asia/Blora', 'zone-unknown'],
    ['14 Jan 2025 16:04 +99:00', 'zone-unknown'],
  ])('%s is %s', (text, kind) => {
    expect(readDate(text, 'Asia/Jakarta').kind).toBe(kind);
  });

  it('tells when the weekday does not fit', () => {
    expect(readDate('Rabu, 14 Januari 2025', 'Asia/Jakarta')).toMatchObject({ weekdayDiffers: true });
    expect(readDate('Selasa, 14 Januari 2025', 'Asia/Jakarta')).toMatchObject({ weekdayDiffers: false });
  });

  it('agrees with an independent calendar on any moment and zone', () => {
    const zones = ['Asia/Jakarta', 'Asia/Jayapura', 'Europe/Berlin', 'America/St_Johns', 'UTC'];
    fc.assert(
      fc.property(
        fc.integer({ min: 200_000, max: 4_000_000_000 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
          const read = readDate(moment.toString({ timeZoneName: 'never' }), 'Asia/Jakarta');
          expect(read).toMatchObject({
            kind: 'read',
            at: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
          });
        },
      ),
    );
  });
});
