import type { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';
import type { Now } from '../protocol.ts';
import { missingParameter, notRunLocally, queueDoesNotExist, sqsError } from './errors.ts';
import type { Queue } from './queue.ts';
import type { MessageRows } from './rows.ts';
import type { Waiters } from './waiters.ts';

/** What every action works with. */
export type SqsContext = {
  db: DatabaseSync;
  rows: MessageRows;
  waiters: Waiters;
  now: Now;
  queues: Map<string, Queue>;
};

/** The queue that a URL or a name means: its last segment, whatever host and port stand before. */
export const requireQueue = ({ queues }: SqsContext, urlOrName: string): Queue => {
  const name = urlOrName.slice(urlOrName.lastIndexOf('/') + 1);
  const queue = queues.get(name);
  if (!queue) throw queueDoesNotExist(name);
  return queue;
};

/** The queue of that ARN; undefined where there is none. */
export const queueByArn = ({ queues }: SqsContext, arn: string): Queue | undefined =>
  [...queues.values()].find((queue) => queue.arn === arn);

/**
 * A request in the shape that its action knows. Throws MissingParameter, InvalidParameterValue, and for a
 * parameter that the local run does not know UnsupportedOperation.
 */
export const parseInput = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') throw notRunLocally(`parameter ${issue.keys.join(', ')}`);
  if (issue?.code === 'invalid_type' && issue.input === undefined) throw missingParameter(where);
  throw sqsError('InvalidParameterValue', `Parameter ${where} is invalid: ${issue?.message ?? 'unknown'}`);
};
