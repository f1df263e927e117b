import { performance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';

/** So long a thread must have waited. */
const WINDOW_MS = 200;
/** Less of that time spent running is waiting. */
const RUNS = 0.05;
/** With more of it spent running here, where all services answer, the thread may have waited for this process alone. */
const SERVES = 0.8;

/** Calls `onWaiting` once, as soon as a thread does nothing but wait for somebody outside; gives what ends the watch. */
export function watchWaiting(worker: Worker, onWaiting: () => void): () => void {
  let thread = worker.performance.eventLoopUtilization();
  let here = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const [threadNow, hereNow] = [
      worker.performance.eventLoopUtilization(),
      performance.eventLoopUtilization(),
    ];
    const hasRun = threadNow.idle - thread.idle < WINDOW_MS * (1 - RUNS);
    const hasServed = performance.eventLoopUtilization(hereNow, here).utilization > SERVES;
    [thread, here] = [threadNow, hereNow];
    if (hasRun || hasServed) return;
    clearInterval(timer);
    onWaiting();
  }, WINDOW_MS);
  return () => clearInterval(timer);
}
