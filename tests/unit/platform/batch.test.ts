import * as fc from 'fast-check';
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  type BatchOptions,
  type BatchRecord,
  GIVEN_BACK,
  GIVEN_UP,
  retrySeconds,
  runBatch,
} from '#platform/batch.ts';
import type { LogFields } from '#platform/logger.ts';

const ARN = 'arn:aws:sqs:eu-west-1:1:changes';

function recordOf(
  body: string,
  more: { id?: string; group?: string; receives?: number; fifo?: boolean } = {},
): SQSRecord {
  const { id = body, group, receives = 1, fifo = false } = more;
  return {
    messageId: id,
    receiptHandle: `handle-${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '1736820251000',
      ApproximateFirstReceiveTimestamp: '1736820252123',
      SenderId: 'x',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: fifo ? `${ARN}.fifo` : ARN,
    awsRegion: 'eu-west-1',
  };
}

/** Runs a batch; bodies that begin with `bad` do not parse, with `fail` throw. */
async function run(records: SQSRecord[], more: Partial<BatchOptions<string>> = {}) {
  const handled: BatchRecord<string>[] = [];
  const dead: string[] = [];
  const delays: [string, number][] = [];
  const lines: LogFields[] = [];
  const log = (_: string, fields: LogFields = {}) => void lines.push(fields);
  const response = await runBatch<string>(
    { Records: records },
    {
      parse: (body) => (body.startsWith('bad') ? undefined : body),
      handle: async (record) => {
        handled.push(record);
        if (record.message.startsWith('fail')) throw new Error('no');
      },
      sendToDeadLetter: async ({ messageId }) => void dead.push(messageId),
      delayRetry: async ({ messageId }, seconds) => void delays.push([messageId, seconds]),
      logger: { debug: log, info: log, warn: log, error: log },
      ...more,
    },
  );
  const failed = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return { failed, handled, dead, delays, lines, messages: handled.map(({ message }) => message) };
}

describe('a batch of a standard queue', () => {
  it('lays a record that was answered, and given up, with the dead letters, and is done with it', async () => {
    const handle = async (): Promise<typeof GIVEN_UP> => GIVEN_UP;
    expect(await run([recordOf('a', { receives: 19 })], { handle })).toMatchObject({
      dead: ['a'],
      failed: [],
    });
  });

  it('gives a record back that was not begun, to come again at once', async () => {
    const { failed, delays, lines } = await run([recordOf('a', { receives: 9 }), recordOf('b')], {
      handle: async ({ message }) => (message === 'a' ? GIVEN_BACK : undefined),
    });
    expect(failed).toEqual(['a']);
    expect(delays).toEqual([['a', 1]]);
    expect(lines.map(({ messageId, result }) => [messageId, result])).toEqual(
      expect.arrayContaining([
        ['a', 'given-back'],
        ['b', 'done'],
      ]),
    );
  });

  it('hands each record over with SQS’s times', async () => {
    const { handled, failed } = await run([recordOf('a', { receives: 3 }), recordOf('b', { group: 'ep1' })]);
    expect(handled).toEqual([
      { message: 'a', receivedAtMs: 1736820252123, sentAtMs: 1736820251000, receiveCount: 3 },
      { message: 'b', receivedAtMs: 1736820252123, sentAtMs: 1736820251000, receiveCount: 1, groupId: 'ep1' },
    ]);
    expect(failed).toEqual([]);
  });

  it('fails exactly the records that fail, wherever they stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('ok', 'fail', 'bad'), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (kinds, concurrency) => {
          const records = kinds.map((kind, index) => recordOf(`${kind}-${index}`));
          const { failed, dead, delays, lines } = await run(records, { concurrency });
          const named = (kind: string) =>
            records.map(({ body }) => body).filter((body) => body.startsWith(kind));
          expect(failed.sort()).toEqual(named('fail').sort());
          expect(dead.sort()).toEqual(named('bad').sort());
          expect(delays.map(([id]) => id).sort()).toEqual(named('fail').sort());
          expect(lines).toHaveLength(records.length);
        },
      ),
    );
  });

  it('keeps a record that the dead-letter queue does not take', async () => {
    const { failed } = await run([recordOf('bad'), recordOf('ok')], {
      sendToDeadLetter: async () => {
        throw new Error('unavailable');
      },
    });
    expect(failed).toEqual(['bad']);
  });

  it('takes a parser that throws for a body that does not parse', async () => {
    const { failed, dead } = await run([recordOf('x')], {
      parse: () => {
        throw new SyntaxError('Unexpected token');
      },
    });
    expect({ failed, dead }).toEqual({ failed: [], dead: ['x'] });
  });

  it('reports a failed record also where it cannot be delayed', async () => {
    const { failed } = await run([recordOf('fail')], {
      delayRetry: async () => {
        throw new Error('unavailable');
      },
    });
    expect(failed).toEqual(['fail']);
  });

  it('acknowledges the event S3 sends when it is configured', async () => {
    const body = JSON.stringify({
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Bucket: 'drop',
      RequestId: 'x',
    });
    const { failed, dead, messages } = await run([recordOf(body)]);
    expect({ failed, dead, messages }).toEqual({ failed: [], dead: [], messages: [] });
    const quoted = JSON.stringify({ key: 's3:TestEvent' });
    expect((await run([recordOf(quoted)])).messages).toEqual([quoted]);
  });

  it('handles no more records at once than allowed', async () => {
    let under = 0;
    let most = 0;
    await run(
      Array.from({ length: 12 }, (_, index) => recordOf(`r${index}`)),
      {
        concurrency: 3,
        handle: async () => {
          under += 1;
          most = Math.max(most, under);
          await new Promise((resolve) => {
            setImmediate(resolve);
          });
          under -= 1;
        },
      },
    );
    expect(most).toBe(3);
  });

  it('does not log what a parser quoted, nor a body', async () => {
    const { lines } = await run([recordOf('RAHASIA')], {
      handle: async () => void JSON.parse('RAHASIA'),
    });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines.map((line) => ({ ...line, messageId: '' })))).not.toContain('RAHASIA');
  });

  it('rests a record 1 to 30 seconds, the longer the more often it came', () => {
    const seconds = Array.from({ length: 20 }, (_, index) => retrySeconds(index + 1));
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect([seconds[0], seconds.at(-1)]).toEqual([1, 30]);
    expect(retrySeconds(Number.NaN)).toBe(30);
  });
});

describe('a batch of a FIFO queue', () => {
  const fifo = (body: string, group: string, receives = 1) => recordOf(body, { group, receives, fifo: true });

  it('stops a group at its first failure and lets the others go on', async () => {
    const records = [
      fifo('a1', 'a', 2),
      fifo('b1', 'b'),
      fifo('fail-a2', 'a', 2),
      fifo('a3', 'a', 1),
      fifo('b2', 'b'),
    ];
    const { failed, messages, delays } = await run(records);
    expect(messages.sort()).toEqual(['a1', 'b1', 'b2', 'fail-a2']);
    expect(failed).toEqual(['fail-a2', 'a3']);
    expect(delays).toEqual([
      ['fail-a2', 5],
      ['a3', 5],
    ]);
  });

  it('keeps the order within a group, also while groups overlap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 15 }), async (groups) => {
        const { messages } = await run(
          groups.map((group, index) => fifo(`${group}-${String(index).padStart(2, '0')}`, group)),
        );
        for (const group of ['a', 'b', 'c']) {
          const own = messages.filter((message) => message.startsWith(group));
          expect(own).toEqual(own.toSorted());
        }
      }),
    );
  });

  it('goes on behind a record that does not parse', async () => {
    const { messages, dead, failed } = await run([fifo('bad', 'a'), fifo('a2', 'a')]);
    expect({ messages, dead, failed }).toEqual({ messages: ['a2'], dead: ['bad'], failed: [] });
  });
});
