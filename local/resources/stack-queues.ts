import * as z from 'zod';
import type { QueueSpec } from '../sqs/queue.ts';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';

const queueSchema = z.strictObject({
  ContentBasedDeduplication: z.boolean().default(false),
  DeduplicationScope: z.enum(['queue', 'messageGroup']).default('queue'),
  DelaySeconds: z.number().default(0),
  FifoQueue: z.boolean().default(false),
  /** Throughput is not limited locally, whatever it is counted by. */
  FifoThroughputLimit: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.number().optional(),
  KmsMasterKeyId: z.string().optional(),
  MaximumMessageSize: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  QueueName: z.string().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().default(0),
  RedriveAllowPolicy: z.unknown().optional(),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() })
    .optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
  Tags: z.unknown().optional(),
  VisibilityTimeout: z.number().default(30),
});

export type StackQueue = { id: string; spec: QueueSpec };

/** The queues that the stack declares. */
export function stackQueues(stack: Stack): StackQueue[] {
  return readAll(stack, 'AWS::SQS::Queue', queueSchema).map(({ id, ref, arn, props }) => ({
    id,
    spec: {
      name: stack.attribute(id, 'QueueName'),
      arn,
      url: ref,
      visibilityTimeoutSeconds: props.VisibilityTimeout,
      delaySeconds: props.DelaySeconds,
      receiveWaitSeconds: props.ReceiveMessageWaitTimeSeconds,
      contentBasedDeduplication: props.ContentBasedDeduplication,
      deduplicationScope: props.DeduplicationScope,
      ...(props.MessageRetentionPeriod === undefined
        ? {}
        : { retentionSeconds: props.MessageRetentionPeriod }),
      ...(props.MaximumMessageSize === undefined ? {} : { maxMessageBytes: props.MaximumMessageSize }),
      ...(props.RedrivePolicy && {
        redrive: {
          deadLetterArn: props.RedrivePolicy.deadLetterTargetArn,
          maxReceiveCount: props.RedrivePolicy.maxReceiveCount,
        },
      }),
    },
  }));
}
