import { Worker } from 'node:worker_threads';
import type { Patch } from './engine/patch.ts';
import type { SeedsToRun } from './seeds-thread.ts';
import { addTallies, type Tally } from './tally.ts';

/** Runs many seeds on several threads. `untilFailure`: each thread stops at the first that fails. */
export async function runSeeds(asked: {
  first: number;
  seeds: number;
  jobs: number;
  untilFailure?: boolean;
  patches?: readonly Patch[];
  onProgress?: (tally: Tally) => void;
}): Promise<Tally> {
  const { first, seeds, jobs, untilFailure = false, patches = [], onProgress } = asked;
  let tally: Tally = { seeds: 0, steps: 0, faults: {}, rows: {}, failures: [] };
  const threads = Array.from({ length: Math.min(jobs, seeds) }, (_, thread) => {
    const count = Math.ceil((seeds - thread) / jobs);
    const work: SeedsToRun = { first: first + thread, count, stride: jobs, untilFailure, patches };
    return runThread(work, (part) => {
      tally = addTallies(tally, part);
      onProgress?.(tally);
    });
  });
  await Promise.all(threads);
  return tally;
}

function runThread(work: SeedsToRun, onPart: (part: Tally) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('seeds-thread.ts', import.meta.url), {
      workerData: work,
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    });
    thread.on('message', onPart);
    thread.on('error', reject);
    thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))));
  });
}
