import type { SqsContext } from './context.ts';
import { sqsError } from './errors.ts';
import type { Queue } from './queue.ts';

const NAMES = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'ContentBasedDeduplication',
  'CreatedTimestamp',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'LastModifiedTimestamp',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'QueueArn',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;
type Name = (typeof NAMES)[number];

const valuesOf = (context: SqsContext, queue: Queue): Record<Name, string | undefined> => {
  const { visible, inFlight, delayed } = context.rows.depth(queue.name, context.now());
  const created = String(Math.floor(queue.createdMs / 1000));
  const ifFifo = (value: string): string | undefined => (queue.fifo ? value : undefined);
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ContentBasedDeduplication: ifFifo(String(queue.contentBasedDeduplication)),
    CreatedTimestamp: created,
    DeduplicationScope: ifFifo(queue.deduplicationScope),
    DelaySeconds: String(queue.delaySeconds),
    FifoQueue: ifFifo('true'),
    LastModifiedTimestamp: created,
    MaximumMessageSize: String(queue.maxMessageBytes),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    QueueArn: queue.arn,
    ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitSeconds),
    RedrivePolicy: queue.redrive
      ? JSON.stringify({
          deadLetterTargetArn: queue.redrive.deadLetterArn,
          maxReceiveCount: queue.redrive.maxReceiveCount,
        })
      : undefined,
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
  };
};

/** GetQueueAttributes: what was asked for, where the queue has it. Throws InvalidAttributeName. */
export const queueAttributes = (
  context: SqsContext,
  queue: Queue,
  asked: readonly string[],
): Partial<Record<Name, string>> => {
  const known: readonly string[] = NAMES;
  const unknown = asked.find((name) => name !== 'All' && !known.includes(name));
  if (unknown !== undefined)
    throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}, or it is not run locally.`);
  const values = valuesOf(context, queue);
  const given: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    const value = values[name];
    if (value !== undefined && (asked.includes('All') || asked.includes(name))) given[name] = value;
  }
  return given;
};
