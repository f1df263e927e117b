import * as z from 'zod';
import { invalidValue } from './errors.ts';

/** SQS's limits and defaults (Amazon SQS quotas). */
export const LIMITS = {
  maxDelaySeconds: 900,
  maxVisibilitySeconds: 43_200,
  maxWaitSeconds: 20,
  maxMessagesPerReceive: 10,
  maxBatchEntries: 10,
  maxMessageBytes: 1_048_576,
  maxBatchBytes: 1_048_576,
  maxMessageAttributes: 10,
  dedupSeconds: 300,
  purgeSeconds: 60,
} as const;

const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

const specSchema = z.strictObject({
  /** Ends in `.fifo` for a FIFO queue. */
  name: z.string().regex(/^[\w-]{1,75}(\.fifo)?$/),
  arn: z.string(),
  url: z.string(),
  visibilityTimeoutSeconds: seconds(0, LIMITS.maxVisibilitySeconds).default(30),
  delaySeconds: seconds(0, LIMITS.maxDelaySeconds).default(0),
  receiveWaitSeconds: seconds(0, LIMITS.maxWaitSeconds).default(0),
  retentionSeconds: seconds(60, 1_209_600).default(345_600),
  maxMessageBytes: seconds(1024, LIMITS.maxMessageBytes).default(LIMITS.maxMessageBytes),
  contentBasedDeduplication: z.boolean().default(false),
  deduplicationScope: z.enum(['queue', 'messageGroup']).default('queue'),
  redrive: z
    .strictObject({ deadLetterArn: z.string(), maxReceiveCount: z.number().int().min(1).max(1000) })
    .optional(),
});

/** A queue as a template declares it; what is left out takes AWS's default. */
export type QueueSpec = z.input<typeof specSchema>;

/** A queue with everything decided. */
export type Queue = z.output<typeof specSchema> & { fifo: boolean; createdMs: number };

/** Throws InvalidParameterValue for a value that SQS would refuse. */
export const queueOf = (spec: QueueSpec, nowMs: number): Queue => {
  const parsed = specSchema.safeParse(spec);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidValue(spec.name, `queue ${issue?.path.join('.') ?? ''}`, issue?.message ?? '');
  }
  return { ...parsed.data, fifo: spec.name.endsWith('.fifo'), createdMs: nowMs };
};
