// Runs inside the worker thread of one execution environment. It is loaded as a data: URL, so it imports built-ins only.
import { parentPort, workerData } from 'node:worker_threads';

type Boot = { module: string; handler: string; clock: SharedArrayBuffer };
type Invocation = { id: string; event: unknown; timeoutMs: number; context: Record<string, string> };
type Handler = (event: unknown, context: object) => unknown;

const boot: Boot = workerData;
const offset = new Float64Array(boot.clock);
const RealDate = Date;
const now = (): number => RealDate.now() + (offset[0] ?? 0);

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given: [], newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});

const answer = (message: object): void => parentPort?.postMessage(message, []);

const failure = (error: unknown): { type: string; message: string; stack: string } =>
  error instanceof Error
    ? { type: error.name, message: error.message, stack: error.stack ?? '' }
    : { type: 'Error', message: String(error), stack: '' };

async function invoke(handler: Handler, { id, event, timeoutMs, context }: Invocation): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const getRemainingTimeInMillis = (): number => Math.max(0, Math.round(deadline - performance.now()));
  try {
    const result = await handler(event, {
      ...context,
      awsRequestId: id,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis,
    });
    answer({ kind: 'result', id, json: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const { type, message, stack } = failure(error);
    console.error(stack || `${type}: ${message}`);
    answer({ kind: 'error', id, type, message });
  }
}

try {
  const module: Record<string, unknown> = await import(boot.module);
  const handler = module[boot.handler];
  if (typeof handler !== 'function') throw new Error(`${boot.handler} is not exported by ${boot.module}`);
  parentPort?.on('message', (invocation: Invocation) => {
    void invoke((event, context) => Reflect.apply(handler, undefined, [event, context]), invocation);
  });
  answer({ kind: 'ready' });
} catch (error) {
  const { type, message, stack } = failure(error);
  console.error(stack);
  answer({ kind: 'broken', type, message });
}
