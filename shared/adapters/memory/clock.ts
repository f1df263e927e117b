import type { Clock } from '#ports/clock.ts';

/** A clock that stands still until it is moved. */
export type MemoryClock = Clock & {
  advance(ms: number): void;
  set(ms: number): void;
};

/** A clock in memory that begins at `startMs` (epoch milliseconds). */
export function makeMemoryClock(startMs: number): MemoryClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    set: (ms) => {
      nowMs = ms;
    },
  };
}
