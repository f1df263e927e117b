import * as z from 'zod';
import { transaction } from '../sqlite.ts';
import { queueByArn, requireQueue, type SqsContext } from './context.ts';
import { invalidValue, notRunLocally, sqsError } from './errors.ts';
import {
  attributesMd5,
  attributesSchema,
  selectAttributes,
  type MessageAttributes,
} from './message-attributes.ts';
import { LIMITS, type Queue } from './queue.ts';
import { makeReceiptHandle } from './receipt-handle.ts';
import type { StoredMessage } from './rows.ts';
import { md5, sequenceNumber } from './send.ts';

/** ReceiveMessage. */
export const receiveSchema = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().default(1),
  WaitTimeSeconds: z.number().optional(),
  VisibilityTimeout: z.number().optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
  ReceiveRequestAttemptId: z.string().optional(),
});
type ReceiveInput = z.infer<typeof receiveSchema>;

const SYSTEM_ATTRIBUTES = [
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
] as const;
type SystemAttribute = (typeof SYSTEM_ATTRIBUTES)[number];

/** A message as ReceiveMessage gives it. */
export type Received = {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Partial<Record<SystemAttribute, string>>;
  MessageAttributes?: MessageAttributes;
  MD5OfMessageAttributes?: string;
};

const systemAttributes = (
  queue: Queue,
  message: StoredMessage,
  nowMs: number,
  asked: readonly string[],
): Received['Attributes'] => {
  const all: Record<SystemAttribute, string | undefined> = {
    SenderId: 'local',
    SentTimestamp: String(message.sentMs),
    ApproximateReceiveCount: String(message.receives + 1),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs ?? nowMs),
    SequenceNumber: queue.fifo ? sequenceNumber(message.seq) : undefined,
    MessageDeduplicationId: message.dedup,
    MessageGroupId: message.group,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.source,
  };
  const given: Partial<Record<SystemAttribute, string>> = {};
  for (const name of SYSTEM_ATTRIBUTES) {
    const value = all[name];
    if (value !== undefined && (asked.includes('All') || asked.includes(name))) given[name] = value;
  }
  return Object.keys(given).length === 0 ? undefined : given;
};

const givenOut = (
  queue: Queue,
  message: StoredMessage,
  receipt: string,
  nowMs: number,
  input: ReceiveInput,
): Received => {
  const asked = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
  const system = systemAttributes(queue, message, nowMs, asked);
  const stored = attributesSchema.parse(JSON.parse(message.attributes));
  const attributes = selectAttributes(stored, input.MessageAttributeNames);
  const digest = attributesMd5(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system ? { Attributes: system } : {}),
    ...(digest === undefined ? {} : { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
};

/**
 * Gives up what has been received as often as the queue allows, and returns the rest. A standard queue's
 * message keeps the time it was sent, by which it also expires in the dead-letter queue; a FIFO queue's does not.
 */
const withoutExhausted = (
  context: SqsContext,
  queue: Queue,
  limit: number,
  nowMs: number,
): StoredMessage[] => {
  const { rows, waiters } = context;
  for (;;) {
    const found = rows.eligible(queue, nowMs, limit);
    const { redrive } = queue;
    const exhausted = redrive ? found.filter(({ receives }) => receives >= redrive.maxReceiveCount) : [];
    if (!redrive || exhausted.length === 0) return found;
    const dead = queueByArn(context, redrive.deadLetterArn);
    if (!dead)
      throw new Error(`queue ${queue.name} gives up to ${redrive.deadLetterArn}, which does not exist`);
    for (const { seq, sentMs } of exhausted)
      rows.giveUp(seq, dead.name, queue.fifo ? nowMs : sentMs, nowMs, queue.arn);
    waiters.wake(dead.name);
  }
};

const take = (context: SqsContext, queue: Queue, input: ReceiveInput): Received[] => {
  const { rows, waiters, db } = context;
  const nowMs = context.now();
  const max = input.MaxNumberOfMessages;
  // Most looks of a waiting receive find nothing; they should not take the write lock.
  if (rows.eligible(queue, nowMs, 1).length === 0) return [];
  const visibleMs = nowMs + (input.VisibilityTimeout ?? queue.visibilityTimeoutSeconds) * 1000;
  const taken = transaction(db, () =>
    withoutExhausted(context, queue, max, nowMs).map((message) => {
      const receipt = makeReceiptHandle(queue.name, message.id);
      rows.take(message.seq, visibleMs, nowMs, receipt);
      return givenOut(queue, message, receipt, nowMs, input);
    }),
  );
  if (taken.length > 0) waiters.wake(queue.name);
  return taken;
};

const checkRange = (value: number | undefined, parameter: string, least: number, most: number): void => {
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
    throw invalidValue(value, parameter, `Must be between ${least} and ${most}, if provided.`);
};

const checkInput = (input: ReceiveInput): void => {
  checkRange(input.MaxNumberOfMessages, 'MaxNumberOfMessages', 1, LIMITS.maxMessagesPerReceive);
  checkRange(input.WaitTimeSeconds, 'WaitTimeSeconds', 0, LIMITS.maxWaitSeconds);
  checkRange(input.VisibilityTimeout, 'VisibilityTimeout', 0, LIMITS.maxVisibilitySeconds);
  if (input.ReceiveRequestAttemptId !== undefined) throw notRunLocally('parameter ReceiveRequestAttemptId');
  const known: readonly string[] = [...SYSTEM_ATTRIBUTES, 'All'];
  const unknown = input.MessageSystemAttributeNames.find((name) => !known.includes(name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
};

/**
 * ReceiveMessage: what can be given out now, or, waiting, as soon as there is something. `isStopped` ends the
 * wait of a queue service that shuts down, `signal` that of a caller who has gone: then nothing is taken.
 */
export const receiveMessage = async (
  context: SqsContext,
  input: ReceiveInput,
  isStopped: () => boolean,
  signal: AbortSignal | undefined,
): Promise<{ Messages?: Received[] }> => {
  checkInput(input);
  const queue = requireQueue(context, input.QueueUrl);
  const untilMs = context.now() + (input.WaitTimeSeconds ?? queue.receiveWaitSeconds) * 1000;
  for (;;) {
    if (signal?.aborted) return {};
    const messages = take(context, queue, input);
    if (messages.length > 0) return { Messages: messages };
    const nowMs = context.now();
    if (nowMs >= untilMs || isStopped()) return {};
    const dueMs = context.rows.nextDue(queue.name, nowMs) ?? untilMs;
    await context.waiters.sleep(queue.name, Math.min(dueMs, untilMs) - nowMs, signal);
  }
};
