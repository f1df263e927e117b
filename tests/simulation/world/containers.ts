import type { Faults } from '../engine/faults.ts';
import type { History } from '../engine/history.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';
import type { StepPorts, Worker } from '../engine/worker.ts';
import { agedFeeds } from './aged.ts';
import { HANDLERS, READER, runDue, runTick, type Handler, type Surroundings } from './functions.ts';
import { recordOf } from './message.ts';
import type { Queues, Received } from './queues.ts';
import type { Stores } from './stores.ts';

const MOST_SKEW_MS = 5_000;

type Container = { worker: Worker; run: Handler; tick: (part?: 'due') => Promise<void> };

type Setting = {
  timeline: Timeline;
  /** The clock only sends what is due. */
  unaided: boolean;
  /** The function that has a bad day. */
  focus: string | undefined;
  faults: Faults;
  random: Random;
  history: History;
  stores: Stores;
  stepPorts: StepPorts;
  prompts: Queues;
  sender: Surroundings['sender'];
  countRepair: (what: string) => void;
  /** A line of a function's log, of any level. */
  logged: (line: string) => void;
  /** Something was thrown that no adapter throws. */
  broke: (what: string) => void;
};

function isForgetful({ name }: Worker): boolean {
  return name.startsWith('clock') || name.startsWith('deliver');
}

/** Containers of the functions: kept warm, each with a clock of its own, dropped when they crash. */
export type Containers = {
  receive: (queue: string, received: Received) => void;
  /** One minute of the clock, or of that only what is due. */
  tick: (part?: 'due') => void;
  /** Runs that have not ended. */
  running: () => number;
};

/** The functions at work. */
export function makeContainers(setting: Setting): Containers {
  const { timeline, faults, random, history, broke } = setting;
  const idle = new Map<string, Container[]>();
  const building = new Map<string, number>();
  let names = 0;
  let running = 0;

  const ports = { ...setting.stores, feeds: agedFeeds(setting.stores.feeds, faults) };

  const surroundings = (worker: Worker): Surroundings => {
    const { stepPorts } = setting;
    const entries = Object.entries(ports).map(
      ([name, port]) => [name, stepPorts(name, port, worker)] as const,
    );
    return {
      ...(Object.fromEntries(entries) as Stores),
      clock: { now: () => Math.floor(timeline.now() + worker.skewMs) },
      // What is due and what was parked is forgotten once it is sent.
      prompts: stepPorts('prompts', isForgetful(worker) ? setting.prompts.sure : setting.prompts, worker),
      sender: stepPorts('partner', setting.sender, worker),
      countRepair: setting.countRepair,
    };
  };

  const begin = (name: string): Container => {
    names += 1;
    const skewed = faults.strikes('clock-skewed');
    const skewMs = skewed ? random.between(-MOST_SKEW_MS, MOST_SKEW_MS) : 0;
    const isFocus = name === setting.focus;
    const worker: Worker = { name: `${name} ${names}`, alive: true, skewMs, isFocus, crashed: () => {} };
    const around = surroundings(worker);
    return {
      worker,
      run: HANDLERS[name]?.(around) ?? (() => Promise.resolve({ batchItemFailures: [] })),
      tick: (part) => (setting.unaided || part === 'due' ? runDue(around) : runTick(around)),
    };
  };

  /** Runs something in a container; `ended` when it neither crashed nor was cut off. */
  const inContainer = async <T>(name: string, work: (container: Container) => Promise<T>): Promise<T> => {
    const container = idle.get(name)?.pop() ?? begin(name);
    running += 1;
    container.worker.crashed = () => {
      running -= 1;
    };
    try {
      return await work(container);
    } finally {
      running -= 1;
      const kept = idle.get(name) ?? [];
      kept.push(container);
      idle.set(name, kept);
    }
  };

  const log = (message: string, fields: Record<string, unknown> = {}): void => {
    setting.logged(`${message} ${JSON.stringify(fields)}`);
  };
  const logger = {
    debug: log,
    info: log,
    warn: log,
    error: (message: string, fields: Record<string, unknown> = {}) => {
      log(message, fields);
      if (fields['result'] === 'failed' && fields['error'] !== 'TransientError') {
        broke(
          `${String(fields['queue'])}: ${message} ${String(fields['error'])} ${String(fields['errorMessage'])} ${String(fields['at'])}`,
        );
      }
    },
  };

  const work = async (queue: string, received: Received): Promise<void> => {
    const name = READER[queue] ?? '';
    const group = queue === 'feeds' ? (received.messages[0]?.group ?? '') : '';
    if (group !== '') {
      if ((building.get(group) ?? 0) > 0) faults.note('concurrent-builders');
      building.set(group, (building.get(group) ?? 0) + 1);
    }
    const response = await inContainer(name, ({ worker, run }) => {
      for (const { body } of received.messages) history.add(queue, worker.name, body);
      const { crashed } = worker;
      worker.crashed = () => {
        crashed();
        if (group !== '') building.set(group, (building.get(group) ?? 1) - 1);
      };
      return run(
        { Records: received.messages.map(recordOf) },
        {
          async sendToDeadLetter({ messageId }) {
            received.toDeadLetters(messageId);
          },
          async delayRetry({ messageId }, seconds) {
            received.delay(messageId, seconds);
          },
          logger,
        },
      );
    });
    if (group !== '') building.set(group, (building.get(group) ?? 1) - 1);
    received.ended(new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)));
  };

  return {
    receive: (queue, received) => {
      void work(queue, received);
    },
    tick: (part) => {
      void inContainer('clock', ({ tick }) => tick(part)).catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'TransientError')) broke(`clock: ${String(error)}`);
      });
    },
    running: () => running,
  };
}
