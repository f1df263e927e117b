import type { QueueName, QueuePrompts } from '#domain/prompt/prompt.ts';
import { requireDelay } from '#adapters/require-delay.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { Faults } from '../engine/faults.ts';
import type { History } from '../engine/history.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';
import { aged } from './aged.ts';
import type { Message } from './message.ts';

/** As long as the real one would be against a worker that pauses (`ZOMBIE_MS`). */
const VISIBILITY_MS = 60_000;
const MOST_RECEIVES = 6;
const FIFO_DELAY_MS = 2_000;
const FIFO_BATCH = 10;
const ON_THE_WAY_MS = 200;
const LATE_MS = 20_000;
/** A batch of prompts that was cut short has been sent in part. */
const groupOf = (prompt: object): string | undefined => {
  if ('feedId' in prompt) return `feed:${String(prompt.feedId)}`;
  return 'newsroom' in prompt ? `index:${String(prompt.newsroom)}` : undefined;
};

/** What a worker may say of a message that it was given. */
export type Received = {
  messages: readonly Message[];
  /** The end of the run; what failed comes again. */
  ended(failed: ReadonlySet<string>): void;
  delay(messageId: string, seconds: number): void;
  toDeadLetters(messageId: string): void;
};

export type Queues = Prompts & {
  /** The queues for whoever has nobody who looks after what it sends: nothing is lost. */
  sure: Prompts;
  /** A body as it came from outside. */
  put(queue: QueueName, body: string): void;
  /** Messages that are not over, but for those that are no business of the count. */
  open(isOther?: (body: string) => boolean): number;
  dead: { queue: string; body: string; poison: boolean }[];
  /** Puts the dead letters back that are no poison. */
  redrive(): void;
};

type Setting = {
  timeline: Timeline;
  /** Nobody looks a second time. */
  unaided: boolean;
  faults: Faults;
  random: Random;
  history: History;
  /** Begins a run of the function that reads the queue; the first false gives the messages back unseen. */
  receive: (queue: string, received: Received) => void;
};

/** Standard queues and one FIFO queue as SQS has them: at least once, in no order, hidden while worked on. */
export function makeQueues(setting: Setting): Queues {
  const { timeline, unaided, faults, random, history, receive } = setting;
  const groups = new Map<string, { waiting: Message[]; busyUntilMs: number; run: number }>();
  const dead: Queues['dead'] = [];
  let ids = 0;
  const open = new Set<Message>();

  const end = (message: Message): void => {
    if (message.over) return;
    message.over = true;
    open.delete(message);
  };
  const bury = (message: Message, poison: boolean): void => {
    if (message.over) return;
    dead.push({ queue: message.queue, body: message.body, poison });
    history.add('sqs', 'dead letters', `${message.queue} ${message.body}`);
    end(message);
  };
  const add = (queue: QueueName, body: string, group: string | undefined, delayMs: number): void => {
    ids += 1;
    const sentAtMs = timeline.now();
    const message: Message = {
      id: ids,
      queue,
      body,
      sentAtMs,
      visibleAtMs: sentAtMs + delayMs,
      receives: 0,
      handle: 0,
      over: false,
    };
    open.add(message);
    if (group !== undefined) {
      message.group = group;
      const known = groups.get(group) ?? { waiting: [], busyUntilMs: 0, run: 0 };
      groups.set(group, known);
      known.waiting.push(message);
      timeline.after(FIFO_DELAY_MS, () => readGroup(group));
      return;
    }
    const late = faults.strikes('prompt-late') ? random.between(0, LATE_MS) : 0;
    timeline.after(delayMs + random.between(0, ON_THE_WAY_MS) + late, () => readOne(message));
  };

  const readOne = (message: Message): boolean => {
    if (message.over) return false;
    message.receives += 1;
    message.handle += 1;
    if (message.receives > MOST_RECEIVES) {
      bury(message, false);
      return false;
    }
    message.firstReceivedAtMs ??= Math.floor(timeline.now());
    const mine = message.handle;
    timeline.after(VISIBILITY_MS, () => message.handle === mine && readOne(message));
    if (faults.strikes('dropped-then-redelivered')) return false;
    receive(message.queue, {
      messages: [message],
      ended(failed) {
        if (message.handle === mine && !failed.has(String(message.id))) end(message);
      },
      delay(_id, seconds) {
        if (message.handle !== mine) return;
        timeline.after(seconds * 1000, () => message.handle === mine && readOne(message));
      },
      toDeadLetters: () => bury(message, true),
    });
    return true;
  };

  const readGroup = (name: string): boolean => {
    const group = groups.get(name);
    const nowMs = timeline.now();
    if (group === undefined || group.busyUntilMs > nowMs) return false;
    const batch = group.waiting.filter((one) => one.sentAtMs + FIFO_DELAY_MS <= nowMs).slice(0, FIFO_BATCH);
    for (const message of batch.filter((one) => one.receives >= MOST_RECEIVES)) bury(message, false);
    const alive = batch.filter((one) => !one.over);
    group.waiting = group.waiting.filter((one) => !one.over);
    if (alive.length === 0) return false;
    group.run += 1;
    const mine = group.run;
    group.busyUntilMs = nowMs + VISIBILITY_MS;
    for (const message of alive) {
      message.receives += 1;
      message.firstReceivedAtMs ??= Math.floor(nowMs);
    }
    const free = (afterMs: number): void => {
      if (group.run !== mine) return;
      group.busyUntilMs = nowMs;
      timeline.after(afterMs, () => {
        if (group.run !== mine) return false;
        group.busyUntilMs = 0;
        return readGroup(name);
      });
      if (afterMs > 0) group.busyUntilMs = timeline.now() + afterMs;
    };
    timeline.after(VISIBILITY_MS, () => group.run === mine && readGroup(name));
    if (faults.strikes('dropped-then-redelivered')) return false;
    let rest = 0;
    receive('feeds', {
      messages: alive,
      ended(failed) {
        if (group.run !== mine) return;
        for (const message of alive) if (!failed.has(String(message.id))) end(message);
        group.waiting = group.waiting.filter((one) => !one.over);
        free(rest * 1000);
      },
      delay(_id, seconds) {
        rest = Math.max(rest, seconds);
      },
      toDeadLetters(id) {
        for (const message of alive) if (String(message.id) === id) bury(message, true);
      },
    });
    return true;
  };

  const sending =
    (isSure: boolean): Prompts['send'] =>
    async <Q extends QueueName>(
      queue: Q,
      prompts: readonly QueuePrompts[Q][],
      options?: { delaySeconds?: number },
    ) => {
      const delayMs = requireDelay(queue, options?.delaySeconds) * 1000;
      for (const prompt of prompts) {
        if (unaided && 'look' in prompt) continue;
        if (!isSure && queue !== 'uploads' && faults.strikes('prompt-lost')) {
          history.add('sqs', queue, JSON.stringify(prompt), 'prompt-lost');
          continue;
        }
        const body = JSON.stringify(faults.strikes('old-message-shape') ? aged(prompt) : prompt);
        const copies = faults.strikes('prompt-doubled') ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) add(queue, body, groupOf(prompt), delayMs);
      }
    };

  return {
    send: sending(false),
    sure: { send: sending(true) },
    put: (queue, body) => add(queue, body, undefined, 0),
    open: (isOther = () => false) => [...open].filter(({ body }) => !isOther(body)).length,
    dead,
    redrive() {
      for (const { queue, body, poison } of dead.splice(0)) {
        if (poison) dead.push({ queue, body, poison });
        else {
          faults.note('redrive');
          add(queue as QueueName, body, groupOf(JSON.parse(body) as object), 0);
        }
      }
    },
  };
}
