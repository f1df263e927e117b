import { TransientError } from '#platform/errors.ts';

/** Runs a request to an origin as soon as one of its connections is free. */
export type OriginSlots = <T>(origin: string, request: () => Promise<T>) => Promise<T>;

type Origin = { taken: number; waiting: Set<() => void> };

/**
 * As many requests to one origin at once as it has connections. Endpoints of several partners may lie behind one
 * origin: that one of them hangs is no fault of the others, so who waits longer than `freeMs` made no attempt.
 */
export function makeOriginSlots({ most, freeMs }: { most: number; freeMs: number }): OriginSlots {
  const origins = new Map<string, Origin>();
  return async (name, request) => {
    const origin = origins.get(name) ?? { taken: 0, waiting: new Set() };
    origins.set(name, origin);
    if (origin.taken < most) origin.taken += 1;
    else await turnAt(origin, freeMs);
    try {
      return await request();
    } finally {
      leave(origins, name, origin);
    }
  };
}

/** @throws TransientError where nobody left in time. */
function turnAt({ waiting }: Origin, freeMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(enter);
      const code = 'NoFreeConnection';
      reject(new TransientError(`Every connection was taken for ${freeMs} ms.`, { code }));
    }, freeMs);
    const enter = (): void => {
      clearTimeout(timer);
      resolve();
    };
    waiting.add(enter);
  });
}

/** A place is handed on to whoever waits longest. */
function leave(origins: Map<string, Origin>, name: string, origin: Origin): void {
  const [next] = origin.waiting;
  if (next !== undefined) {
    origin.waiting.delete(next);
    return next();
  }
  origin.taken -= 1;
  if (origin.taken === 0) origins.delete(name);
}
