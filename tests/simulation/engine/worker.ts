import { TransientError } from '#platform/errors.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** Longer than a message stays hidden. */
const ZOMBIE_MS = { least: 65_000, most: 200_000 } as const;
const LATENCY_MS = { least: 4, most: 40 } as const;
/** A partner takes its time. */
const PEER_LATENCY_MS = { least: 30, most: 3_000 } as const;
const SLOW = { share: 0.03, shareOfFocus: 0.2, mostMs: 3_000 } as const;

/** A container of a function: its clock, whether the function has a bad day, and whether it still runs. One that crashed never answers again. */
export type Worker = { name: string; alive: boolean; skewMs: number; isFocus: boolean; crashed: () => void };

/** Sees what a call did: its arguments and what it gave. */
export type Watcher = (args: readonly unknown[], result: unknown, worker: Worker) => void;

type Calls = {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  history: History;
  watchers: ReadonlyMap<string, Watcher>;
  /** Counts calls that had their effect or were refused it. */
  count: () => void;
};

type Method = (...args: unknown[]) => unknown;

/** Wraps ports so that every call of one is a step: it takes time, others go on meanwhile, and it may go wrong. */
export type StepPorts = <T extends object>(name: string, port: T, worker: Worker) => T;

/** Ports whose calls are steps on a timeline. */
export function makeStepPorts(calls: Calls): StepPorts {
  const prototypes = new WeakMap<object, object>();
  return (name, port, worker) => {
    const prototype = prototypes.get(port) ?? steppingPrototype(calls, name, port);
    prototypes.set(port, prototype);
    return Object.create(prototype, { [WORKER]: { value: worker } }) as typeof port;
  };
}

const WORKER = Symbol('worker');

/** Most containers call few methods of a port before they crash: each is wrapped when it is first asked for. */
function steppingPrototype(calls: Calls, name: string, port: object): object {
  const wrapped = Object.entries(port).map(([method, run]) => {
    if (typeof run !== 'function') return [method, { value: run as unknown }] as const;
    const get = function wrap(this: { [WORKER]: Worker }): Method {
      const value = stepping(calls, `${name}.${method}`, run as Method, this[WORKER]);
      Object.defineProperty(this, method, { value });
      return value;
    };
    return [method, { get }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(wrapped) as PropertyDescriptorMap);
}

function stepping(calls: Calls, name: string, run: Method, worker: Worker): Method {
  const { timeline, random, faults, history } = calls;
  const watch = calls.watchers.get(name);
  // What a peer does is a value; only the worker itself can fail there.
  const isPeer = name.startsWith('partner.');
  return (...args) =>
    new Promise((resolve, reject) => {
      if (!worker.alive) return;
      const fault = faults.step(name, worker.isFocus);
      timeline.after(
        latency(random, { isPeer, isZombie: fault === 'zombie', isFocus: worker.isFocus }),
        () => {
          if (!worker.alive) return false;
          calls.count();
          const say = history.kept ? `${name.split('.')[1]} ${shown(args)}` : '';
          if (fault === 'crash-before') return crash(worker, history, name, say, fault);
          if ((fault === 'throttled' || fault === 'server-error') && !isPeer) {
            history.add(worker.name, name, say, fault);
            reject(failure(name, fault));
            return true;
          }
          const answer = Promise.resolve(run(...args));
          void answer.then((result) => watch?.(args, result, worker));
          if (fault === 'crash-after') {
            crash(worker, history, name, say, fault);
            return true;
          }
          history.add(worker.name, name, say, fault);
          if (fault === 'reply-lost' && !isPeer) void answer.then(() => reject(failure(name, fault)), reject);
          else void answer.then(resolve, reject);
          return true;
        },
      );
    });
}

function latency(
  random: Random,
  { isPeer, isZombie, isFocus }: { isPeer: boolean; isZombie: boolean; isFocus: boolean },
): number {
  const { least, most } = isPeer ? PEER_LATENCY_MS : LATENCY_MS;
  const usual = random.between(least, most);
  const slow = random.chance(isFocus ? SLOW.shareOfFocus : SLOW.share) ? random.between(0, SLOW.mostMs) : 0;
  return usual + slow + (isZombie ? random.between(ZOMBIE_MS.least, ZOMBIE_MS.most) : 0);
}

function crash(worker: Worker, history: History, name: string, say: string, fault: string): false {
  history.add(worker.name, name, say, fault);
  worker.alive = false;
  worker.crashed();
  return false;
}

function failure(name: string, code: string): TransientError {
  return new TransientError(`${name}: ${code}`, { code });
}

const MOST_SHOWN = Number(process.env['SIMULATION_SHOWN'] ?? 160);

function shown(args: readonly unknown[]): string {
  const text = args.map((arg) => (typeof arg === 'string' ? arg : (JSON.stringify(arg) ?? ''))).join(' ');
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
