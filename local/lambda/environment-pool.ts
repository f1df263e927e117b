import type { Environment } from './environment.ts';

/** Environments that all functions of a run share the number of, so that memory stays bounded. */
export type EnvironmentPool = {
  /** An idle environment of this function, or a new one, as soon as both limits allow it. */
  acquire(owner: string, limit: number, start: () => Environment): Promise<Environment>;
  release(environment: Environment): void;
  /** Environments alive, busy or idle, of one function. */
  count(owner: string): number;
  stop(): Promise<void>;
};
type Options = { maxEnvironments: number; idleMs: number };
type Slot = { owner: string; environment: Environment; busy: boolean; since: number };
type Waiter = {
  owner: string;
  limit: number;
  start: () => Environment;
  done: PromiseWithResolvers<Environment>;
};

const STOPPING = 'the local run is stopping';

/** `idleMs`: how long an environment is kept without work. */
export function makeEnvironmentPool({ maxEnvironments, idleMs }: Options): EnvironmentPool {
  const slots = new Set<Slot>();
  const waiters: Waiter[] = [];
  let stopped = false;
  const drop = (slot: Slot): Promise<void> => {
    slots.delete(slot);
    return slot.environment.end();
  };
  const idle = (): Slot[] => [...slots].filter((slot) => !slot.busy).sort((a, b) => a.since - b.since);
  const count = (owner: string): number => [...slots].filter((slot) => slot.owner === owner).length;

  const take = ({ owner, limit, start }: Waiter): Environment | undefined => {
    const warm = idle().findLast((slot) => slot.owner === owner);
    if (warm) {
      warm.busy = true;
      return warm.environment;
    }
    if (count(owner) >= limit) return undefined;
    if (slots.size >= maxEnvironments) {
      const longestIdle = idle()[0];
      if (!longestIdle) return undefined;
      void drop(longestIdle);
    }
    const environment = start();
    slots.add({ owner, environment, busy: true, since: performance.now() });
    return environment;
  };
  const serve = (): void => {
    for (const waiter of waiters.splice(0)) {
      const environment = take(waiter);
      if (environment) waiter.done.resolve(environment);
      else waiters.push(waiter);
    }
  };
  const sweeper = setInterval(
    () => {
      for (const slot of idle()) if (performance.now() - slot.since > idleMs) void drop(slot);
    },
    Math.min(idleMs, 10_000),
  );
  sweeper.unref();

  return {
    count,
    acquire: (owner, limit, start) => {
      const done = Promise.withResolvers<Environment>();
      if (stopped) done.reject(new Error(STOPPING));
      else waiters.push({ owner, limit, start, done });
      serve();
      return done.promise;
    },
    release: (environment) => {
      const slot = [...slots].find((each) => each.environment === environment);
      if (slot && !environment.alive()) slots.delete(slot);
      else if (slot) Object.assign(slot, { busy: false, since: performance.now() });
      if (!stopped) serve();
    },
    stop: async () => {
      stopped = true;
      clearInterval(sweeper);
      for (const waiter of waiters.splice(0)) waiter.done.reject(new Error(STOPPING));
      await Promise.all([...slots].map(drop));
    },
  };
}
