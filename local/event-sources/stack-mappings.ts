import * as z from 'zod';
import type { FunctionSpec } from '../lambda/function-spec.ts';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';

/** One queue that a function is fed from. */
export type Mapping = {
  id: string;
  functionName: string;
  queueArn: string;
  queueUrl: string;
  batchSize: number;
  windowMs: number;
  /** Whether the function reports which records failed (ReportBatchItemFailures). */
  partial: boolean;
  /** Batches at a time: whose function runs, and in all, those whose function only waits for somebody included. */
  concurrency: { running: number; inAll: number };
};

const mappingSchema = z.strictObject({
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  MetricsConfig: z.unknown().optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).optional(),
  Tags: z.unknown().optional(),
});
const queueSchema = z.object({
  FifoQueue: z.boolean().default(false),
  VisibilityTimeout: z.number().default(30),
});

/** As many batches at a time as one machine's function runs. */
const MOST_RUNNING = 2;
/** What Lambda gives a queue that says nothing, of the account's thousand. */
const MOST_IN_ALL = 1_000;
/** AWS: a batch above this size needs a window, and a FIFO queue cannot have one. */
const LARGEST_WITHOUT_WINDOW = 10;

/**
 * The event source mappings that are switched on. Throws for what Lambda refuses as well: a queue whose visibility
 * timeout is below its function's timeout, a large batch without a window.
 */
export function stackMappings(stack: Stack, functions: readonly FunctionSpec[]): Mapping[] {
  const queues = readAll(stack, 'AWS::SQS::Queue', queueSchema);
  const mappings = readAll(stack, 'AWS::Lambda::EventSourceMapping', mappingSchema);
  return mappings
    .filter(({ props }) => props.Enabled)
    .map(({ id, props }) => {
      const spec = functions.find(
        ({ name, arn }) => name === props.FunctionName || arn === props.FunctionName,
      );
      const queue = queues.find(({ arn }) => arn === props.EventSourceArn);
      if (!spec || !queue)
        throw new Error(`${id}: only a function fed from a queue of this stack is run locally`);
      const windowMs = props.MaximumBatchingWindowInSeconds * 1000;
      if (queue.props.VisibilityTimeout * 1000 < spec.timeoutMs)
        throw new Error(
          `${id}: the visibility timeout of ${queue.id} (${queue.props.VisibilityTimeout} s) is below the timeout ` +
            `of ${spec.name} (${spec.timeoutMs / 1000} s); Lambda refuses that`,
        );
      if (props.BatchSize > LARGEST_WITHOUT_WINDOW && (windowMs === 0 || queue.props.FifoQueue))
        throw new Error(
          `${id}: batches of more than ${LARGEST_WITHOUT_WINDOW} need a batching window and a standard queue`,
        );
      return {
        id,
        functionName: spec.name,
        queueArn: queue.arn,
        queueUrl: queue.ref,
        batchSize: props.BatchSize,
        windowMs: queue.props.FifoQueue ? 0 : windowMs,
        partial: props.FunctionResponseTypes.length > 0,
        concurrency: { running: MOST_RUNNING, inAll: props.ScalingConfig?.MaximumConcurrency ?? MOST_IN_ALL },
      };
    });
}
