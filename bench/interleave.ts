import type { Answer, Rivals } from './question.ts';

/** So long that a pause of the collector is a part of a run and not the whole of it. */
const RUN_MS = 250;
const WARM_UP_MS = 500;

type Timed = Pick<Answer, 'ratios' | 'subject' | 'baseline'>;

/**
 * Times subject and baseline in turns, so that a machine that slows down slows both; who begins changes with each run.
 * Times are microseconds a call, the median of the runs.
 */
export function interleave({ subject, baseline }: Rivals, runs: number): Timed {
  microsecondsOf(subject, WARM_UP_MS);
  microsecondsOf(baseline, WARM_UP_MS);
  const times = Array.from({ length: runs }, (_, run) => {
    const first = run % 2 === 0 ? microsecondsOf(subject, RUN_MS) : undefined;
    const other = microsecondsOf(baseline, RUN_MS);
    return { subject: first ?? microsecondsOf(subject, RUN_MS), baseline: other };
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

function microsecondsOf(work: () => unknown, atLeastMs: number): number {
  const start = performance.now();
  let calls = 0;
  let passed = 0;
  do {
    if (work() === undefined) throw new Error('a benchmark must give a result, or it may be optimised away');
    calls += 1;
    passed = performance.now() - start;
  } while (passed < atLeastMs);
  return (passed / calls) * 1000;
}
