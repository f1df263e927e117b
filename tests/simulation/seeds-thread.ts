import { parentPort, workerData } from 'node:worker_threads';
import { patchModules, type Patch } from './engine/patch.ts';
import { PATCHES } from './patches.ts';
import type { Tally } from './tally.ts';

/** What a thread is asked for: so many seeds from the first on, each `stride` after the other. */
export type SeedsToRun = {
  first: number;
  count: number;
  stride: number;
  /** Stops at the first seed that fails. */
  untilFailure: boolean;
  patches: readonly Patch[];
};

const CHUNK = 50;

const { first, count, stride, untilFailure, patches }: SeedsToRun = workerData as SeedsToRun;
// Nobody reads the stack of a failure that was asked for, and it takes longer than the rest of a step.
Error.stackTraceLimit = 0;
patchModules([...PATCHES, ...patches]);
const { runHistory } = await import('./run-history.ts');
const { takeDecisions } = await import('./decisions.ts');

const none = { without: new Set<string>(), skipped: new Set<number>(), withoutActions: new Set<number>() };
let tally = emptyTally();
for (let index = 0; index < count; index += 1) {
  const seed = first + index * stride;
  const ran = await runHistory({ ...none, seed, keepHistory: false });
  tally.seeds += 1;
  tally.steps += ran.steps;
  for (const [kind, times] of ran.faults) tally.faults[kind] = (tally.faults[kind] ?? 0) + times;
  if (ran.violations.length > 0) tally.failures.push({ seed, violations: [...ran.violations] });
  const isOver = index === count - 1 || (untilFailure && ran.violations.length > 0);
  if (isOver || tally.seeds === CHUNK) {
    parentPort?.postMessage({ ...tally, rows: takeDecisions() } satisfies Tally, []);
    tally = emptyTally();
  }
  if (isOver) break;
}

function emptyTally(): Tally {
  return { seeds: 0, steps: 0, faults: {}, rows: {}, failures: [] };
}
