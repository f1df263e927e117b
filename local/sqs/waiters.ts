/**
 * Receives that wait for a message. Each change of a queue wakes all that wait on it, and each looks again and
 * works out anew how long to sleep: a receive or a deletion moves the next due time just as a send does.
 */
export const makeWaiters = () => {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (queue: string): void => {
    for (const done of waiting.get(queue) ?? []) done();
  };
  return {
    wake,
    /** The clock has jumped, or everything ends. */
    wakeAll: (): void => {
      for (const queue of waiting.keys()) wake(queue);
    },
    /** Resolves after `ms`, when the queue changes, or when `signal` aborts. */
    sleep: (queue: string, ms: number, signal: AbortSignal | undefined): Promise<void> =>
      new Promise((resolve) => {
        const sleepers = waiting.get(queue) ?? new Set();
        waiting.set(queue, sleepers);
        const done = (): void => {
          clearTimeout(timer);
          sleepers.delete(done);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, Math.max(1, ms));
        sleepers.add(done);
        signal?.addEventListener('abort', done);
      }),
  };
};

export type Waiters = ReturnType<typeof makeWaiters>;
