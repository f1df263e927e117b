import { ENDED, startEnvironment } from './environment.ts';
import type { EnvironmentPool } from './environment-pool.ts';
import type { FunctionSpec, InvokeResult, OnLog } from './function-spec.ts';

export type LambdaFunction = {
  spec: FunctionSpec;
  /**
   * Runs the handler once. A time-out, a crash and an error of the handler are results; throws when the run stops.
   * `onWaiting` is called once if the handler comes to do nothing but wait.
   */
  invoke: (event: unknown, onWaiting?: () => void) => Promise<InvokeResult>;
  /** As Lambda runs an event that nobody waits for: up to two more tries after a failure. */
  invokeAsync(event: unknown): Promise<InvokeResult>;
  metrics(): FunctionMetrics;
};
export type FunctionMetrics = {
  invocations: number;
  errors: number;
  coldStarts: number;
  environments: number;
};
type Options = { spec: FunctionSpec; pool: EnvironmentPool; clock: SharedArrayBuffer; onLog: OnLog };

/** Two that run, because one machine has few cores; those that wait for somebody take none of them. */
const MOST_RUNNING = 2;
const ASYNC_TRIES = 3;

/** A function: environments started when they are needed and thrown away after a time-out or a crash. */
export function makeLambdaFunction({ spec, pool, clock, onLog }: Options): LambdaFunction {
  const limits = { running: MOST_RUNNING, inAll: spec.reserved ?? Infinity };
  const counts = { invocations: 0, errors: 0, coldStarts: 0 };
  const start = () => {
    counts.coldStarts += 1;
    return startEnvironment({ spec, clock, onLine: (line) => onLog(spec.name, line) });
  };
  const invoke = async (event: unknown, onWaiting?: () => void): Promise<InvokeResult> => {
    if (limits.inAll === 0)
      return { ok: false, type: 'TooManyRequestsException', message: 'its reserved concurrency is 0' };
    const environment = await pool.acquire(spec.name, limits, start);
    const began = performance.now();
    counts.invocations += 1;
    const waits = (): void => {
      if (!pool.waits(environment)) return;
      pool.warm(spec.name, limits, start);
      onWaiting?.();
    };
    const result = await environment.invoke(event, waits).finally(() => pool.release(environment));
    if (!result.ok && result.type !== ENDED) {
      counts.errors += 1;
      const tookMs = Math.round(performance.now() - began);
      onLog(spec.name, `ERROR ${result.type}: ${result.message} (after ${tookMs} ms)`);
    }
    return result;
  };
  return {
    spec,
    invoke,
    invokeAsync: async (event) => {
      let result = await invoke(event);
      for (let tries = 1; !result.ok && tries < ASYNC_TRIES; tries += 1) result = await invoke(event);
      return result;
    },
    metrics: () => ({ ...counts, environments: pool.count(spec.name) }),
  };
}
