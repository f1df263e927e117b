import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Now } from '../protocol.ts';
import { runBatch } from './batch.ts';
import { parseInput, queueByArn, requireQueue, type SqsContext } from './context.ts';
import { queueDoesNotExist, sqsError } from './errors.ts';
import { listMoveTasks, moveSchema, startMoveTask, type MoveTask } from './move-tasks.ts';
import { queueAttributes } from './queue-attributes.ts';
import { LIMITS, queueOf, type QueueSpec } from './queue.ts';
import { changeVisibility, deleteMessage } from './receipt-handle.ts';
import { receiveMessage, receiveSchema } from './receive.ts';
import { makeMessageRows, type Depth } from './rows.ts';
import { messageBytes, outgoingSchema, sendMessage } from './send.ts';
import { makeWaiters } from './waiters.ts';

type Action = (input: unknown, signal?: AbortSignal) => Promise<unknown>;

export type Sqs = {
  /** Makes the queue known; its messages of an earlier run are there again. The URL may differ each time. */
  createQueue: (spec: QueueSpec) => void;
  /** Sends at once, inside the caller's transaction if one is open. Throws like SendMessage. */
  enqueue: (queueArn: string, body: string) => void;
  /** By the name of the action. An action that is not here is not run locally. */
  actions: Readonly<Record<string, Action>>;
  /** What each queue holds now. */
  depths: () => ({ name: string } & Depth)[];
  /** The clock has jumped: every waiting receive looks again. */
  wake: () => void;
  /** Ends every waiting receive, empty; later ones do not wait. */
  stop: () => void;
};

const SWEEP_MS = 60_000;

const queueUrl = { QueueUrl: z.string() };
const entryId = { Id: z.string() };
const visibility = { ReceiptHandle: z.string(), VisibilityTimeout: z.number() };
const SCHEMAS = {
  send: outgoingSchema.extend(queueUrl),
  sendBatch: z.strictObject({ ...queueUrl, Entries: z.array(outgoingSchema.extend(entryId)).default([]) }),
  remove: z.strictObject({ ...queueUrl, ReceiptHandle: z.string() }),
  removeBatch: z.strictObject({
    ...queueUrl,
    Entries: z.array(z.strictObject({ ...entryId, ReceiptHandle: z.string() })).default([]),
  }),
  change: z.strictObject({ ...queueUrl, ...visibility }),
  changeBatch: z.strictObject({
    ...queueUrl,
    Entries: z.array(z.strictObject({ ...entryId, ...visibility })).default([]),
  }),
  url: z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  attributes: z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) }),
  list: z.strictObject({
    QueueNamePrefix: z.string().default(''),
    MaxResults: z.number().int().min(1).max(1000).optional(),
    NextToken: z.string().optional(),
  }),
  purge: z.strictObject(queueUrl),
  listMoves: z.strictObject({
    SourceArn: z.string(),
    MaxResults: z.number().int().min(1).max(10).optional(),
  }),
};

const changed = (context: SqsContext, queue: string): Record<string, never> => {
  context.waiters.wake(queue);
  return {};
};

/** The actions that put messages in, or take them out for good. */
const messageActions = (context: SqsContext) => ({
  SendMessage: async (input: unknown) => {
    const { QueueUrl, ...message } = parseInput(SCHEMAS.send, input);
    const queue = requireQueue(context, QueueUrl);
    const sent = sendMessage(context, queue, message);
    context.waiters.wake(queue.name);
    return sent;
  },
  SendMessageBatch: async (input: unknown) => {
    const { QueueUrl, Entries } = parseInput(SCHEMAS.sendBatch, input);
    const queue = requireQueue(context, QueueUrl);
    const bytes = Entries.reduce((sum, entry) => sum + messageBytes(entry), 0);
    if (bytes > LIMITS.maxBatchBytes)
      throw sqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${LIMITS.maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
      );
    const result = runBatch(context, Entries, (entry) => sendMessage(context, queue, entry));
    context.waiters.wake(queue.name);
    return result;
  },
  DeleteMessage: async (input: unknown) => {
    const { QueueUrl, ReceiptHandle } = parseInput(SCHEMAS.remove, input);
    const queue = requireQueue(context, QueueUrl);
    deleteMessage(context, queue, ReceiptHandle);
    return changed(context, queue.name);
  },
  DeleteMessageBatch: async (input: unknown) => {
    const { QueueUrl, Entries } = parseInput(SCHEMAS.removeBatch, input);
    const queue = requireQueue(context, QueueUrl);
    const result = runBatch(context, Entries, ({ ReceiptHandle }) => {
      deleteMessage(context, queue, ReceiptHandle);
      return {};
    });
    context.waiters.wake(queue.name);
    return result;
  },
  ChangeMessageVisibility: async (input: unknown) => {
    const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parseInput(SCHEMAS.change, input);
    const queue = requireQueue(context, QueueUrl);
    changeVisibility(context, queue, ReceiptHandle, VisibilityTimeout);
    return changed(context, queue.name);
  },
  ChangeMessageVisibilityBatch: async (input: unknown) => {
    const { QueueUrl, Entries } = parseInput(SCHEMAS.changeBatch, input);
    const queue = requireQueue(context, QueueUrl);
    const result = runBatch(context, Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
      changeVisibility(context, queue, ReceiptHandle, VisibilityTimeout);
      return {};
    });
    context.waiters.wake(queue.name);
    return result;
  },
});

const listQueues = (context: SqsContext, input: unknown): { QueueUrls?: string[]; NextToken?: string } => {
  const { QueueNamePrefix, MaxResults, NextToken = '' } = parseInput(SCHEMAS.list, input);
  const found = [...context.queues.values()]
    .filter(({ name }) => name.startsWith(QueueNamePrefix) && name > NextToken)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = found.slice(0, MaxResults);
  const last = page.length < found.length ? page.at(-1)?.name : undefined;
  return {
    ...(page.length > 0 ? { QueueUrls: page.map(({ url }) => url) } : {}),
    ...(last === undefined ? {} : { NextToken: last }),
  };
};

/** The actions about queues as a whole. */
const queueActions = (context: SqsContext) => {
  const purgedMs = new Map<string, number>();
  const moves: MoveTask[] = [];
  return {
    GetQueueUrl: async (input: unknown) => ({
      QueueUrl: requireQueue(context, parseInput(SCHEMAS.url, input).QueueName).url,
    }),
    GetQueueAttributes: async (input: unknown) => {
      const { QueueUrl, AttributeNames } = parseInput(SCHEMAS.attributes, input);
      return { Attributes: queueAttributes(context, requireQueue(context, QueueUrl), AttributeNames) };
    },
    ListQueues: async (input: unknown) => listQueues(context, input),
    PurgeQueue: async (input: unknown) => {
      const { name } = requireQueue(context, parseInput(SCHEMAS.purge, input).QueueUrl);
      const nowMs = context.now();
      if (nowMs < (purgedMs.get(name) ?? Number.NEGATIVE_INFINITY) + LIMITS.purgeSeconds * 1000)
        throw sqsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
        );
      purgedMs.set(name, nowMs);
      context.rows.purge(name);
      return changed(context, name);
    },
    StartMessageMoveTask: async (input: unknown) => {
      const task = startMoveTask(context, parseInput(moveSchema, input));
      moves.push(task);
      return { TaskHandle: Buffer.from(`${task.SourceArn} ${moves.length}`).toString('base64') };
    },
    ListMessageMoveTasks: async (input: unknown) => {
      const { SourceArn, MaxResults } = parseInput(SCHEMAS.listMoves, input);
      return listMoveTasks(moves, SourceArn, MaxResults);
    },
  };
};

/** Forgets what is past its retention or its five minutes, at most once a minute: on each receive it would halve the throughput. */
const makeSweep = ({ queues, rows, now }: SqsContext) => {
  let nextMs = Number.NEGATIVE_INFINITY;
  return (): void => {
    const nowMs = now();
    if (nowMs < nextMs) return;
    nextMs = nowMs + SWEEP_MS;
    for (const { name, retentionSeconds } of queues.values())
      rows.expire(name, nowMs - retentionSeconds * 1000);
    rows.expireDedup(nowMs - LIMITS.dedupSeconds * 1000);
  };
};

/**
 * SQS on one SQLite file: standard and FIFO queues, delays, visibility, long polls, redrive, deduplication.
 * One row is one message, and whether it is visible is a question of time put to that row: nothing has to be
 * restored after a crash. All times come from `now`.
 */
export const makeSqs = ({ db, now }: { db: DatabaseSync; now: Now }): Sqs => {
  const context: SqsContext = {
    db,
    now,
    rows: makeMessageRows(db),
    waiters: makeWaiters(),
    queues: new Map(),
  };
  const sweep = makeSweep(context);
  let stopped = false;
  // Without a prototype, so that no name finds what is no action.
  const actions: Record<string, Action> = Object.create(null);
  Object.assign(actions, messageActions(context), queueActions(context), {
    ReceiveMessage: (input: unknown, signal?: AbortSignal) => {
      sweep();
      return receiveMessage(context, parseInput(receiveSchema, input), () => stopped, signal);
    },
  });
  return {
    actions,
    createQueue: (spec) => void context.queues.set(spec.name, queueOf(spec, now())),
    enqueue: (queueArn, body) => {
      const queue = queueByArn(context, queueArn);
      if (!queue) throw queueDoesNotExist(queueArn);
      sendMessage(context, queue, { MessageBody: body });
      context.waiters.wake(queue.name);
    },
    depths: () => [...context.queues.keys()].map((name) => ({ name, ...context.rows.depth(name, now()) })),
    wake: context.waiters.wakeAll,
    stop: () => {
      stopped = true;
      context.waiters.wakeAll();
    },
  };
};
