import type { Answer, Rivals } from './question.ts';

/** A run is many short turns, of which the least disturbed quarter counts. */
const TURNS = 40;
const TURN_MS = 8;
const WARM_UP_MS = 500;

type Timed = Pick<Answer, 'ratios' | 'subject' | 'baseline'>;

/**
 * Times subject and baseline in turns, so that what changes about the machine changes both. Microseconds a call, the
 * median of the runs.
 */
export function interleave({ subject, baseline }: Rivals, runs: number): Timed {
  const calls = { subject: callsIn(TURN_MS, subject), baseline: callsIn(TURN_MS, baseline) };
  const times = Array.from({ length: runs }, () => {
    const turns = Array.from({ length: TURNS }, () => ({
      subject: microsecondsOf(subject, calls.subject),
      baseline: microsecondsOf(baseline, calls.baseline),
    }));
    return {
      subject: quarterOf(turns.map((turn) => turn.subject)),
      baseline: quarterOf(turns.map((turn) => turn.baseline)),
    };
  });
  return {
    ratios: times.map((time) => time.subject / time.baseline),
    subject: median(times.map((time) => time.subject)),
    baseline: median(times.map((time) => time.baseline)),
  };
}

function quarterOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** The middle of the values, the lower one of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** Warms the work up, and says how often it can be called in a turn. */
function callsIn(milliseconds: number, work: () => unknown): number {
  const start = performance.now();
  let calls = 0;
  for (; performance.now() - start < WARM_UP_MS; calls += 1) work();
  return Math.max(1, Math.round((calls * milliseconds) / WARM_UP_MS));
}

function microsecondsOf(work: () => unknown, calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) {
    if (work() === undefined) throw new Error('a benchmark must give a result, or it may be optimised away');
  }
  return ((performance.now() - start) * 1000) / calls;
}
