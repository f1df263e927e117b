import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';

const arrivalSchema = z.object({ receiver: z.number(), uri: z.string(), atMs: z.number() });
export type Arrival = z.infer<typeof arrivalSchema>;
export type Receivers = { urls: string[]; arrivals: readonly Arrival[]; stop(): Promise<void> };

/**
 * Receivers on loopback in a thread of their own, each on a port of its own. They take everything, and answer at once or
 * after `answerMs`, but for the last `hanging`, which never answer.
 */
export async function startReceivers(count: number, { hanging = 0, answerMs = 0 } = {}): Promise<Receivers> {
  const workerData = { count, hangFrom: count - hanging, answerMs };
  const worker = new Worker(new URL('./receivers-thread.ts', import.meta.url), { workerData });
  const [urls]: unknown[] = await once(worker, 'message');
  const arrivals: Arrival[] = [];
  worker.on('message', (message) => arrivals.push(arrivalSchema.parse(message)));
  return {
    urls: z.array(z.string()).parse(urls),
    arrivals,
    stop: async () => void (await worker.terminate()),
  };
}
