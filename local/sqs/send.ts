import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { SqsContext } from './context.ts';
import { invalidValue, missingParameter, sqsError } from './errors.ts';
import {
  attributesBytes,
  attributesMd5,
  attributesSchema,
  checkAttributes,
  checkCharacters,
} from './message-attributes.ts';
import { LIMITS, type Queue } from './queue.ts';

/** What is sent, in the words of SendMessage. */
export const outgoingSchema = z.strictObject({
  MessageBody: z.string(),
  DelaySeconds: z.number().optional(),
  MessageAttributes: attributesSchema.optional(),
  MessageSystemAttributes: attributesSchema.optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

/** SQS's answer to a sent message. */
export type Sent = {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string;
  MD5OfMessageSystemAttributes?: string;
  SequenceNumber?: string;
};

const IDENTIFIER = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;
const SYSTEM_ATTRIBUTE = 'AWSTraceHeader';
const WRONG_QUEUE_TYPE = 'The request include parameter that is not valid for this queue type.';

export const md5 = (content: string): string => createHash('md5').update(content).digest('hex');

/** A FIFO queue's number of a message, as text of 20 digits. */
export const sequenceNumber = (seq: number): string => String(seq).padStart(20, '0');

/** How much of the size limit a message uses: body and attributes. */
export const messageBytes = (message: Pick<Outgoing, 'MessageBody' | 'MessageAttributes'>): number =>
  Buffer.byteLength(message.MessageBody) + attributesBytes(message.MessageAttributes ?? {});

const checkIdentifier = (value: string | undefined, parameter: string): void => {
  if (value !== undefined && !IDENTIFIER.test(value))
    throw invalidValue(
      value,
      parameter,
      'It can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
};

const checkSystemAttributes = (message: Outgoing): void => {
  const names = Object.keys(message.MessageSystemAttributes ?? {});
  if (names.some((name) => name !== SYSTEM_ATTRIBUTE))
    throw invalidValue(names, 'MessageSystemAttributes', `Only ${SYSTEM_ATTRIBUTE} is allowed.`);
  checkAttributes(message.MessageSystemAttributes ?? {});
};

const checkMessage = (queue: Queue, message: Outgoing): void => {
  if (message.MessageBody === '') throw missingParameter('MessageBody');
  const bytes = messageBytes(message);
  if (bytes > queue.maxMessageBytes)
    throw sqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.maxMessageBytes} bytes; ` +
        `with its attributes it has ${bytes}.`,
    );
  checkCharacters(message.MessageBody, 'MessageBody');
  checkAttributes(message.MessageAttributes ?? {});
  checkSystemAttributes(message);
  const delay = message.DelaySeconds ?? 0;
  if (!Number.isInteger(delay) || delay < 0 || delay > LIMITS.maxDelaySeconds)
    throw invalidValue(delay, 'DelaySeconds', `DelaySeconds must be >= 0 and <= ${LIMITS.maxDelaySeconds}.`);
  checkIdentifier(message.MessageGroupId, 'MessageGroupId');
  checkIdentifier(message.MessageDeduplicationId, 'MessageDeduplicationId');
  if (queue.fifo) {
    if (message.MessageGroupId === undefined) throw missingParameter('MessageGroupId');
    if (delay > 0) throw invalidValue(delay, 'DelaySeconds', WRONG_QUEUE_TYPE);
  } else if (message.MessageDeduplicationId !== undefined)
    throw invalidValue(message.MessageDeduplicationId, 'MessageDeduplicationId', WRONG_QUEUE_TYPE);
};

/** The id by which a FIFO queue recognises a repetition; undefined for a standard queue. */
const deduplicationId = (queue: Queue, message: Outgoing): string | undefined => {
  if (!queue.fifo) return undefined;
  if (message.MessageDeduplicationId !== undefined) return message.MessageDeduplicationId;
  if (queue.contentBasedDeduplication) return createHash('sha256').update(message.MessageBody).digest('hex');
  throw sqsError(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
};

const digests = (message: Outgoing): Omit<Sent, 'MessageId' | 'SequenceNumber'> => {
  const attributes = attributesMd5(message.MessageAttributes ?? {});
  const system = attributesMd5(message.MessageSystemAttributes ?? {});
  return {
    MD5OfMessageBody: md5(message.MessageBody),
    ...(attributes === undefined ? {} : { MD5OfMessageAttributes: attributes }),
    ...(system === undefined ? {} : { MD5OfMessageSystemAttributes: system }),
  };
};

/**
 * Puts a message into a queue, in the caller's transaction if there is one. A FIFO queue answers a repetition
 * within 5 minutes with the first message's id and stores nothing. Whoever calls wakes the queue's waiters.
 * Throws the errors of SendMessage.
 */
export const sendMessage = (context: SqsContext, queue: Queue, message: Outgoing): Sent => {
  checkMessage(queue, message);
  const dedup = deduplicationId(queue, message);
  const scope = queue.deduplicationScope === 'messageGroup' ? (message.MessageGroupId ?? '') : '';
  const { rows } = context;
  const nowMs = context.now();
  const seen =
    dedup === undefined ? undefined : rows.seen(queue.name, scope, dedup, nowMs - LIMITS.dedupSeconds * 1000);
  if (seen) return { MessageId: seen.id, ...digests(message), SequenceNumber: sequenceNumber(seen.seq) };
  const id = randomUUID();
  const seq = rows.insert(queue.name, id, {
    body: message.MessageBody,
    attributes: JSON.stringify(message.MessageAttributes ?? {}),
    traceHeader: message.MessageSystemAttributes?.[SYSTEM_ATTRIBUTE]?.StringValue,
    group: message.MessageGroupId,
    dedup,
    sentMs: nowMs,
    visibleMs: nowMs + ((queue.fifo ? undefined : message.DelaySeconds) ?? queue.delaySeconds) * 1000,
  });
  if (dedup !== undefined) rows.remember(queue.name, scope, dedup, id, seq, nowMs);
  return {
    MessageId: id,
    ...digests(message),
    ...(queue.fifo ? { SequenceNumber: sequenceNumber(seq) } : {}),
  };
};
