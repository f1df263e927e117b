import { randomUUID } from 'node:crypto';
import type { SqsContext } from './context.ts';
import { invalidValue, sqsError } from './errors.ts';
import { LIMITS, type Queue } from './queue.ts';
import type { StoredMessage } from './rows.ts';

const SEPARATOR = '|';

/** A handle for one receive of one message. It is worth nothing once the message has been received again. */
export const makeReceiptHandle = (queue: string, messageId: string): string =>
  Buffer.from([queue, messageId, randomUUID()].join(SEPARATOR)).toString('base64');

/** The message that a handle names, if it still exists. Throws ReceiptHandleIsInvalid for a handle of no or another queue. */
const messageOf = (context: SqsContext, queue: Queue, handle: string): StoredMessage | undefined => {
  const [name, id, , ...more] = Buffer.from(handle, 'base64').toString().split(SEPARATOR);
  if (name !== queue.name || id === undefined || more.length > 0)
    throw sqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  return context.rows.byId(queue.name, id);
};

/**
 * DeleteMessage. Deleting what is gone succeeds. After the message has been received again an old handle
 * deletes nothing: silently on a standard queue; on a FIFO queue, where it expires with the visibility
 * time-out, with InvalidParameterValue.
 */
export const deleteMessage = (context: SqsContext, queue: Queue, handle: string): void => {
  const message = messageOf(context, queue, handle);
  if (!message) return;
  const isCurrent = message.receipt === handle;
  if (queue.fifo && !(isCurrent && message.visibleMs > context.now()))
    throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
  if (isCurrent) context.rows.remove(message.seq);
};

/**
 * ChangeMessageVisibility: hidden for so many seconds from now; 0 shows it at once. Throws
 * MessageNotInflight, and InvalidParameterValue for an old handle or over 12 hours since the receive.
 */
export const changeVisibility = (
  context: SqsContext,
  queue: Queue,
  handle: string,
  seconds: number,
): void => {
  const limit = LIMITS.maxVisibilitySeconds;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > limit)
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      `VisibilityTimeout must be an integer between 0 and ${limit}.`,
    );
  const message = messageOf(context, queue, handle);
  const nowMs = context.now();
  if (!message || message.receipt !== handle)
    throw invalidValue(
      handle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  if (message.visibleMs <= nowMs)
    throw sqsError(
      'MessageNotInflight',
      'The message referred to is not in flight: its visibility timeout has passed.',
    );
  const heldMs = nowMs - (message.receivedMs ?? nowMs);
  if (heldMs + seconds * 1000 > limit * 1000)
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      `Total VisibilityTimeout for the message is beyond the limit [${limit} seconds].`,
    );
  context.rows.hide(message.seq, nowMs + seconds * 1000);
};
