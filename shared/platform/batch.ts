import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields } from './error-fields.ts';
import { forEachBounded } from './for-each-bounded.ts';
import type { Log, LogFields } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** How long a record rests after its first, second, … failed receive: a short fault is over soon, a long one is not hammered. */
const RETRY_SECONDS = [1, 5, 15, 30] as const;
const MAX_RETRY_SECONDS = 30;
/** A record that was not begun is no failure; another environment may take it up. */
const GIVEN_BACK_SECONDS = 1;
const DEFAULT_CONCURRENCY = 10;

/** One record of a batch, parsed. Times are epoch milliseconds by SQS's clock; `receivedAtMs` is the first receive. */
export type BatchRecord<T> = {
  message: T;
  receivedAtMs: number;
  sentAtMs: number;
  groupId?: string;
  /** 1 at the first receive. */
  receiveCount: number;
};

/** What `handle` returns for a record that it has not begun, for want of time: it comes again at once. */
export const GIVEN_BACK = Symbol('given back');

/** What `handle` returns for a record that it has answered though it failed: a person is to look at it. */
export const GIVEN_UP = Symbol('given up');

export type BatchOptions<T> = {
  /** Undefined, or an exception, for a body that is not a message of this queue. */
  parse(body: string, record: SQSRecord): T | undefined;
  /** Whatever it throws fails this record alone. The fields that it returns are added to the record's log line. */
  handle(record: BatchRecord<T>): Promise<LogFields | typeof GIVEN_BACK | typeof GIVEN_UP | void>;
  sendToDeadLetter(record: SQSRecord): Promise<void>;
  /** Sets the record's visibility timeout. */
  delayRetry(record: SQSRecord, seconds: number): Promise<void>;
  logger: Log;
  /** Written when the batch is over. */
  metrics?: Pick<Metrics, 'flush'>;
  /** How many records, of a FIFO queue how many groups, are handled at once. */
  concurrency?: number;
};

type Result = 'done' | 'test' | 'dead-letter' | 'failed' | 'given-back' | 'blocked';

/**
 * Handles each record of an SQS event and gives the partial batch response. A record that does not parse goes to the
 * dead-letter queue and is acknowledged, `s3:TestEvent` is acknowledged, a failed one rests 1–30 s before it comes
 * again. On a FIFO queue a group stops at its first failure and the rest of the group comes again with it. Each record
 * leaves one log line. Never throws.
 *
 * Powertools' batch is not used: it runs records either all at once or one by one, keeps quiet about what a record
 * threw, and what would be left to it is the list of failures.
 */
export async function runBatch<T>(event: SQSEvent, options: BatchOptions<T>): Promise<SQSBatchResponse> {
  const failures: SQSRecord[] = [];
  await forEachBounded(groupsOf(event.Records), options.concurrency ?? DEFAULT_CONCURRENCY, async (group) => {
    failures.push(...(await runGroup(group, options)));
  });
  options.metrics?.flush();
  return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** The seconds that a failed record rests before its next receive. */
export function retrySeconds(receiveCount: number): number {
  return RETRY_SECONDS[receiveCount - 1] ?? MAX_RETRY_SECONDS;
}

/** Records that must keep their order: those of one FIFO group; on a standard queue each stands alone. */
function groupsOf(records: readonly SQSRecord[]): SQSRecord[][] {
  const groups = Map.groupBy(records, (record) =>
    record.eventSourceARN.endsWith('.fifo') ? (record.attributes.MessageGroupId ?? '') : record,
  );
  return [...groups.values()];
}

async function runGroup<T>(group: readonly SQSRecord[], options: BatchOptions<T>): Promise<SQSRecord[]> {
  for (const [index, record] of group.entries()) {
    const result = await runRecord(record, options);
    if (result === 'failed' || result === 'given-back') {
      const left = group.slice(index);
      const seconds = result === 'failed' ? retrySeconds(receiveCountOf(record)) : GIVEN_BACK_SECONDS;
      for (const blocked of left.slice(1)) report(blocked, 'blocked', options.logger, {});
      // The whole group, since one that is still invisible would keep the others back.
      await Promise.all(left.map((one) => delay(one, seconds, options)));
      return left;
    }
  }
  return [];
}

async function runRecord<T>(record: SQSRecord, options: BatchOptions<T>): Promise<Result> {
  const startedAtMs = performance.now();
  const { logger } = options;
  const close = (result: Result, fields: LogFields = {}): Result => {
    report(record, result, logger, { durationMs: Math.round(performance.now() - startedAtMs), ...fields });
    return result;
  };
  try {
    if (isTestEvent(record.body)) return close('test');
    const message = parsed(record, options);
    const fields = message === undefined ? GIVEN_UP : await options.handle(recordOf(record, message));
    if (fields === GIVEN_BACK) return close('given-back');
    if (fields !== GIVEN_UP) return close('done', fields ?? {});
    await options.sendToDeadLetter(record);
    return close('dead-letter');
  } catch (error) {
    return close('failed', errorFields(error));
  }
}

function parsed<T>(record: SQSRecord, options: BatchOptions<T>): T | undefined {
  try {
    return options.parse(record.body, record);
  } catch (error) {
    options.logger.warn('a parser threw', { messageId: record.messageId, ...errorFields(error) });
    return undefined;
  }
}

function recordOf<T>(record: SQSRecord, message: T): BatchRecord<T> {
  const { SentTimestamp, ApproximateFirstReceiveTimestamp, MessageGroupId } = record.attributes;
  return {
    message,
    receivedAtMs: Number(ApproximateFirstReceiveTimestamp),
    sentAtMs: Number(SentTimestamp),
    receiveCount: receiveCountOf(record),
    ...(MessageGroupId === undefined ? {} : { groupId: MessageGroupId }),
  };
}

function receiveCountOf(record: SQSRecord): number {
  return Number(record.attributes.ApproximateReceiveCount);
}

/** S3 sends one to a queue when the notification is configured. */
function isTestEvent(body: string): boolean {
  if (!body.includes('s3:TestEvent')) return false;
  try {
    const event: unknown = JSON.parse(body);
    return typeof event === 'object' && event !== null && 'Event' in event && event.Event === 's3:TestEvent';
  } catch {
    return false;
  }
}

/** A record that could not be delayed comes again all the same, after the queue's own timeout. */
async function delay<T>(record: SQSRecord, seconds: number, options: BatchOptions<T>): Promise<void> {
  try {
    await options.delayRetry(record, seconds);
  } catch (error) {
    options.logger.warn('a retry was not brought forward', {
      messageId: record.messageId,
      ...errorFields(error),
    });
  }
}

const LEVELS = {
  done: 'info',
  test: 'info',
  'dead-letter': 'error',
  failed: 'error',
  'given-back': 'info',
  blocked: 'warn',
} as const;

function report(record: SQSRecord, result: Result, logger: Log, fields: LogFields): void {
  logger[LEVELS[result]]('record', {
    result,
    messageId: record.messageId,
    queue: record.eventSourceARN.split(':').at(-1),
    receiveCount: receiveCountOf(record),
    ...fields,
  });
}
