import type { Answer, Rivals } from './question.ts';

/** A run is many short turns, so that what disturbs the machine for a moment meets both. */
const TURNS = 12;
const TURN_MS = 20;
const WARM_UP_MS = 500;

type Timed = Pick<Answer, 'ratios' | 'subject' | 'baseline'>;

/**
 * Times subject and baseline in turns. Time is this thread's on the processor, so that other work on the machine does
 * not count. Microseconds a call, the median of the runs.
 */
export function interleave({ subject, baseline }: Rivals, runs: number): Timed {
  const calls = { subject: callsIn(TURN_MS, subject), baseline: callsIn(TURN_MS, baseline) };
  const times = Array.from({ length: runs }, () => {
    const time = { subject: 0, baseline: 0 };
    for (let turn = 0; turn < TURNS; turn += 1) {
      time.subject += microsecondsOf(subject, calls.subject) / TURNS;
      time.baseline += microsecondsOf(baseline, calls.baseline) / TURNS;
    }
    return time;
  });
  return {
    ratios: times.map((time) => time.subject / time.baseline),
    subject: median(times.map((time) => time.subject)),
    baseline: median(times.map((time) => time.baseline)),
  };
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
  const before = process.threadCpuUsage();
  for (let call = 0; call < calls; call += 1) {
    if (work() === undefined) throw new Error('a benchmark must give a result, or it may be optimised away');
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / calls;
}
