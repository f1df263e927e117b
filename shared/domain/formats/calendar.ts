/** A day of the Gregorian calendar; months from 1. */
export type CalendarDay = { year: number; month: number; day: number };

const DAY_MS = 86_400_000;

/** Days since 1970-01-01, or undefined for a day that the calendar does not have. */
export function dayNumber({ year, month, day }: CalendarDay): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const utc = new Date(Date.UTC(year, month - 1, day));
  return utc.getUTCMonth() === month - 1 ? Math.round(utc.getTime() / DAY_MS) : undefined;
}

/** 1 (Monday) – 7 (Sunday) of a day number (ISO 8601); 1970-01-01 was a Thursday. */
export function weekdayOfDay(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** `2025-04-03`. */
export function isoDay({ year, month, day }: CalendarDay): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
