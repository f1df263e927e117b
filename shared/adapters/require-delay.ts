import type { QueueName } from '#domain/prompt/prompt.ts';

/** SQS delays a message by 15 minutes at most. */
const MAX_DELAY_SECONDS = 900;

/**
 * The delay to send with, in whole seconds, rounded up so that nothing comes early. Throws a RangeError for one that
 * SQS would refuse: over 900 s, negative, or any at all on a FIFO queue.
 */
export function requireDelay(queue: QueueName, delaySeconds: number | undefined): number {
  const seconds = Math.ceil(delaySeconds ?? 0);
  if (!(seconds >= 0 && seconds <= MAX_DELAY_SECONDS)) {
    throw new RangeError(`a prompt is delayed by 0 to ${MAX_DELAY_SECONDS} seconds, not ${delaySeconds}`);
  }
  if (seconds > 0 && queue === 'feeds') throw new RangeError('the delay of feeds is its queue’s own');
  return seconds;
}
