import type { Clock } from '#ports/clock.ts';

/** The machine's clock. */
export function makeSystemClock(): Clock {
  return { now: () => Date.now() };
}
