import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { json } from '../template/json.ts';
import type { FunctionSpec, InvokeResult } from './function-spec.ts';
import { threadSource } from './thread-source.ts';
import { watchWaiting } from './watch-waiting.ts';

/** V8 needs this much to load a bundle at all; a function with less memory gets it. */
const LEAST_HEAP_MB = 64;
/** Small, because a generous young generation is most of an idle environment's memory. */
const YOUNG_GENERATION_MB = 8;
/** Lambda ends an environment that has not initialised in 10 s. */
const INIT_TIMEOUT_MS = 10_000;
/** What an invocation gives whose environment was ended under it, because the run stops: nobody's fault. */
export const ENDED = 'Local.Ended';
/** AWS: payload of a synchronous answer. */
const MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('broken'), type: z.string(), message: z.string() }),
  z.object({ kind: z.literal('result'), id: z.string(), json: z.string() }),
  z.object({ kind: z.literal('error'), id: z.string(), type: z.string(), message: z.string() }),
]);
type Answer = z.infer<typeof answerSchema>;

/** One execution environment: a thread with the function's own variables, heap and clock; one invocation at a time. */
export type Environment = {
  /** `onWaiting` is called once if the handler comes to do nothing but wait. */
  invoke(event: unknown, onWaiting?: () => void): Promise<InvokeResult>;
  /** False once it has timed out, crashed or been ended: it takes no more invocations. */
  alive(): boolean;
  end(): Promise<void>;
};
type Options = { spec: FunctionSpec; clock: SharedArrayBuffer; onLine: (line: string) => void };

/** Starts an environment. Starting problems are the result of its first invocation, as on Lambda. */
export function startEnvironment({ spec, clock, onLine }: Options): Environment {
  const worker = startWorker(spec, clock);
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on('line', onLine);
  let alive = true;
  let lost: InvokeResult | undefined;
  let listener: ((answer: Answer | InvokeResult) => void) | undefined;
  const end = async (): Promise<void> => {
    alive = false;
    lost ??= { ok: false, type: ENDED, message: 'the local run is stopping' };
    await worker.terminate();
  };
  const lose = (type: string, message: string): void => {
    alive = false;
    lost ??= { ok: false, type, message };
    listener?.(lost);
  };
  worker.on('message', (message: unknown) => listener?.(answerSchema.parse(message)));
  worker.on('error', (error) => lose('Runtime.ExitError', whyLost(error, spec)));
  worker.on('exit', (code) => lose('Runtime.ExitError', `the environment exited with code ${code}`));

  const next = (timeoutMs: number, onTimeout: InvokeResult): Promise<Answer | InvokeResult> => {
    const { promise, resolve } = Promise.withResolvers<Answer | InvokeResult>();
    const timer = setTimeout(() => {
      void end();
      resolve(onTimeout);
    }, timeoutMs);
    listener = resolve;
    if (lost) resolve(lost);
    return promise.finally(() => {
      clearTimeout(timer);
      listener = undefined;
    });
  };
  const ready = next(INIT_TIMEOUT_MS, {
    ok: false,
    type: 'Sandbox.Timedout',
    message: `Init timed out after ${INIT_TIMEOUT_MS / 1000} seconds`,
  });
  return {
    alive: () => alive,
    end,
    invoke: async (event, onWaiting = () => {}) => {
      const started = await ready;
      if ('ok' in started) return started;
      if (started.kind === 'broken') {
        await end();
        return { ok: false, type: started.type, message: started.message };
      }
      const context = contextOf(spec);
      worker.postMessage({ id: randomUUID(), event, timeoutMs: spec.timeoutMs, context }, []);
      const message = `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`;
      const unwatch = watchWaiting(worker, onWaiting);
      const answer = next(spec.timeoutMs, { ok: false, type: 'Sandbox.Timedout', message });
      return resultOf(await answer.finally(unwatch));
    },
  };
}

function startWorker(spec: FunctionSpec, clock: SharedArrayBuffer): Worker {
  const [file = '', handler = ''] = spec.handler.split('.');
  const module = ['.mjs', '.js', '.cjs'].map((end) => join(spec.directory, file + end)).find(existsSync);
  if (!module)
    throw new Error(`${spec.name}: ${spec.directory} holds no module for the handler ${spec.handler}`);
  return new Worker(threadSource(), {
    workerData: { module: pathToFileURL(module).href, handler, clock },
    env: { ...spec.environment },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(LEAST_HEAP_MB, spec.memoryMb),
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
}

function resultOf(answer: Answer | InvokeResult): InvokeResult {
  if ('ok' in answer) return answer;
  if (answer.kind === 'error') return { ok: false, type: answer.type, message: answer.message };
  if (answer.kind !== 'result') throw new Error(`an environment said ${answer.kind} twice`);
  if (Buffer.byteLength(answer.json) <= MAX_RESPONSE_BYTES)
    return { ok: true, value: json.parse(JSON.parse(answer.json)) };
  return { ok: false, type: 'Function.ResponseSizeTooLarge', message: 'the answer is larger than 6 MB' };
}

const whyLost = (error: Error & { code?: string }, spec: FunctionSpec): string =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? `the environment ran out of its ${spec.memoryMb} MB of memory`
    : String(error);

const contextOf = (spec: FunctionSpec): Record<string, string> => ({
  functionName: spec.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: spec.arn,
  memoryLimitInMB: String(spec.memoryMb),
  logGroupName: `/aws/lambda/${spec.name}`,
  logStreamName: 'local',
});
