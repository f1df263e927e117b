/**
 * The one clock of a local run. It runs with the machine's and can be moved ahead; worker threads read the same offset
 * through `buffer`, so that queues, objects, schedules and functions always agree.
 */
export type Clock = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Moves the clock ahead; never back. */
  advance: (ms: number) => void;
  /** One double: the offset in milliseconds. */
  buffer: SharedArrayBuffer;
};

export function makeClock(): Clock {
  const buffer = new SharedArrayBuffer(8);
  const offset = new Float64Array(buffer);
  const current = (): number => offset[0] ?? 0;
  return {
    buffer,
    now: () => Date.now() + current(),
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError(`the clock moves ahead only, not by ${ms} ms`);
      offset[0] = current() + ms;
    },
  };
}
