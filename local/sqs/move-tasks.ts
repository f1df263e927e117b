import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { transaction } from '../sqlite.ts';
import { queueByArn, type SqsContext } from './context.ts';
import { invalidValue, notRunLocally, sqsError } from './errors.ts';
import type { Queue } from './queue.ts';

/** StartMessageMoveTask. */
export const moveSchema = z.strictObject({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().optional(),
});

/** A finished task, as ListMessageMoveTasks gives it. */
export type MoveTask = {
  Status: 'COMPLETED' | 'FAILED';
  SourceArn: string;
  DestinationArn?: string;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove: number;
  FailureReason?: string;
  StartedTimestamp: number;
};

const PAGE = 100;

const requireByArn = (context: SqsContext, arn: string): Queue => {
  const queue = queueByArn(context, arn);
  if (!queue)
    throw sqsError('ResourceNotFoundException', `The resource that you specified doesn't exist: ${arn}`);
  return queue;
};

/** Moves each visible message once; `target` says where. Returns how many had no target and stay. */
const moveAll = (
  context: SqsContext,
  from: Queue,
  target: (source: string | undefined) => Queue | undefined,
): { moved: Map<string, number>; stayed: number } => {
  const { rows } = context;
  const nowMs = context.now();
  const moved = new Map<string, number>();
  const visible = rows.depth(from.name, nowMs).visible;
  let stayed = 0;
  for (const { seq, source, ...message } of rows.eligible({ name: from.name, fifo: false }, nowMs, visible)) {
    const to = target(source);
    if (!to) {
      stayed += 1;
      continue;
    }
    rows.remove(seq);
    rows.insert(to.name, randomUUID(), { ...message, sentMs: nowMs, visibleMs: nowMs });
    moved.set(to.name, (moved.get(to.name) ?? 0) + 1);
  }
  return { moved, stayed };
};

/**
 * Redrive: the visible messages of a dead-letter queue go back to the queues that gave them up, or to one that
 * is named. They count as new: new id, new time, no receives. Done when the call returns.
 */
export const startMoveTask = (context: SqsContext, input: z.infer<typeof moveSchema>): MoveTask => {
  if (input.MaxNumberOfMessagesPerSecond !== undefined)
    throw notRunLocally('parameter MaxNumberOfMessagesPerSecond');
  const from = requireByArn(context, input.SourceArn);
  if (![...context.queues.values()].some(({ redrive }) => redrive?.deadLetterArn === from.arn))
    throw invalidValue(from.arn, 'SourceArn', 'Source queue must be configured as a Dead Letter Queue.');
  const named = input.DestinationArn === undefined ? undefined : requireByArn(context, input.DestinationArn);
  const { moved, stayed } = transaction(context.db, () =>
    moveAll(
      context,
      from,
      (source) => named ?? (source === undefined ? undefined : queueByArn(context, source)),
    ),
  );
  for (const name of [from.name, ...moved.keys()]) context.waiters.wake(name);
  const count = [...moved.values()].reduce((sum, one) => sum + one, 0);
  return {
    Status: stayed > 0 ? 'FAILED' : 'COMPLETED',
    SourceArn: from.arn,
    ...(named ? { DestinationArn: named.arn } : {}),
    ApproximateNumberOfMessagesMoved: count,
    ApproximateNumberOfMessagesToMove: count + stayed,
    ...(stayed > 0 ? { FailureReason: 'CouldNotDetermineMessageSource' } : {}),
    StartedTimestamp: context.now(),
  };
};

/** The newest tasks first. */
export const listMoveTasks = (
  tasks: readonly MoveTask[],
  sourceArn: string,
  max = 1,
): { Results: MoveTask[] } => ({
  Results: tasks
    .filter((task) => task.SourceArn === sourceArn)
    .toReversed()
    .slice(0, Math.min(max, PAGE)),
});
