import type { Environment } from './environment.ts';

/** Environments that all functions of a run share the number of, so that memory stays bounded. */
export type EnvironmentPool = {
  /** An idle environment of this function, or a new one, as soon as both limits allow it. */
  acquire(owner: string, limits: Limits, start: () => Environment): Promise<Environment>;
  /** It waits for somebody outside, so another may run in its place; false where too many do. */
  waits(environment: Environment): boolean;
  /** Starts one ahead of the work that will come, where none of this function is idle and the limits allow it. */
  warm(owner: string, limits: Limits, start: () => Environment): void;
  release(environment: Environment): void;
  /** Environments alive, busy or idle, of one function. */
  count(owner: string): number;
  stop(): Promise<void>;
};
/** Most environments of one function that run, and that there are, those that wait included. */
type Limits = { running: number; inAll: number };
type Options = { maxEnvironments: number; idleMs: number };
type Slot = { owner: string; environment: Environment; state: 'running' | 'waiting' | 'idle'; since: number };
type Waiter = {
  owner: string;
  limits: Limits;
  start: () => Environment;
  done: PromiseWithResolvers<Environment>;
};

/** They take memory, though no time. */
const MOST_WAITING = 24;
const STOPPING = 'the local run is stopping';

/** At most `maxEnvironments` that do not wait; `idleMs`: how long an environment is kept without work. */
export function makeEnvironmentPool({ maxEnvironments, idleMs }: Options): EnvironmentPool {
  const slots = new Set<Slot>();
  const waiters: Waiter[] = [];
  let stopped = false;
  const drop = (slot: Slot): Promise<void> => {
    slots.delete(slot);
    return slot.environment.end();
  };
  const inState = (state: Slot['state']): Slot[] => [...slots].filter((slot) => slot.state === state);
  const idle = (): Slot[] => inState('idle').sort((a, b) => a.since - b.since);
  const count = (owner: string): number => [...slots].filter((slot) => slot.owner === owner).length;

  const slotOf = (environment: Environment): Slot | undefined =>
    [...slots].find((slot) => slot.environment === environment);

  const isFull = (): boolean => slots.size - inState('waiting').length >= maxEnvironments;

  const take = ({ owner, limits, start }: Waiter): Environment | undefined => {
    if (inState('running').filter((slot) => slot.owner === owner).length >= limits.running) return undefined;
    const warm = idle().findLast((slot) => slot.owner === owner);
    if (warm) {
      warm.state = 'running';
      return warm.environment;
    }
    if (count(owner) >= limits.inAll) return undefined;
    if (isFull()) {
      const longestIdle = idle()[0];
      if (!longestIdle) return undefined;
      void drop(longestIdle);
    }
    const environment = start();
    slots.add({ owner, environment, state: 'running', since: performance.now() });
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
    acquire: (owner, limits, start) => {
      const done = Promise.withResolvers<Environment>();
      if (stopped) done.reject(new Error(STOPPING));
      else waiters.push({ owner, limits, start, done });
      serve();
      return done.promise;
    },
    waits: (environment) => {
      const slot = slotOf(environment);
      if (slot?.state !== 'running' || inState('waiting').length >= MOST_WAITING) return false;
      slot.state = 'waiting';
      serve();
      return true;
    },
    warm: (owner, limits, start) => {
      const isReady = idle().some((slot) => slot.owner === owner);
      if (stopped || isReady || isFull() || count(owner) >= limits.inAll) return;
      slots.add({ owner, environment: start(), state: 'idle', since: performance.now() });
    },
    release: (environment) => {
      const slot = slotOf(environment);
      if (slot && !environment.alive()) slots.delete(slot);
      else if (slot) Object.assign(slot, { state: 'idle', since: performance.now() });
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
