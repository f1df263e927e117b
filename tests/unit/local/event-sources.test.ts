import { describe, expect, it } from 'vitest';
import { succeeded } from '../../../local/event-sources/batch-answer.ts';
import { pollQueue } from '../../../local/event-sources/poll-queue.ts';
import { stackMappings } from '../../../local/event-sources/stack-mappings.ts';
import type { Message } from '../../../local/event-sources/sqs-event.ts';
import type { InvokeResult } from '../../../local/lambda/function-spec.ts';
import type { Stack } from '../../../local/template/stack.ts';

const message = (MessageId: string): Message => ({
  MessageId,
  ReceiptHandle: 'r',
  Body: '',
  MD5OfBody: '',
  Attributes: {},
  MessageAttributes: {},
});
const BATCH = [message('a'), message('b'), message('c')];
const failed = (...ids: unknown[]): InvokeResult => ({
  ok: true,
  value: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) as never },
});

describe('what of a batch is done', () => {
  it.each([
    ['nothing reported', failed(), true, 'abc'],
    ['one reported', failed('b'), true, 'ac'],
    ['all reported', failed('a', 'b', 'c'), true, ''],
    ['an unknown id fails all', failed('z'), true, ''],
    ['an empty id fails all', failed(''), true, ''],
    ['an id that is no text fails all', failed(1), true, ''],
    ['null answer', { ok: true, value: null }, true, 'abc'],
    ['an answer about something else', { ok: true, value: {} }, true, 'abc'],
    ['an answer that is no object', { ok: true, value: 'x' }, true, ''],
    ['reports not asked for', failed('b'), false, 'abc'],
    ['an error', { ok: false, type: 'Error', message: '' }, true, ''],
  ] as [string, InvokeResult, boolean, string][])('%s', (_, result, partial, expected) => {
    expect(
      succeeded(BATCH, result, partial)
        .map(({ MessageId }) => MessageId)
        .join(''),
    ).toBe(expected);
  });
});

describe('a queue with a batching window', () => {
  it('is asked in whole seconds, as SQS wants it, and what came first is served', async () => {
    const waits: unknown[] = [];
    const invoked: unknown[] = [];
    const answers: Message[][] = [[message('a')], [message('b')]];
    const errors: unknown[] = [];
    const poller = pollQueue({
      mapping: {
        queueUrl: 'url',
        queueArn: 'arn:q',
        functionName: 'f',
        batchSize: 2,
        windowMs: 1000,
        partial: true,
        concurrency: { running: 1, inAll: 1 },
      } as never,
      fn: { invoke: async (event: unknown) => (invoked.push(event), { ok: true, value: null }) } as never,
      region: 'us-east-1',
      callSqs: async (action, input, signal) => {
        if (action === 'DeleteMessageBatch') return {};
        waits.push((input as { WaitTimeSeconds: number }).WaitTimeSeconds);
        const Messages = answers.shift();
        if (Messages !== undefined) return { Messages } as never;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return {};
      },
      onError: (error) => errors.push(error),
    });
    await expect.poll(() => invoked.length).toBe(1);
    await poller.stop();
    expect(waits.slice(0, 2)).toEqual([20, 1]);
    expect(errors).toEqual([]);
  });
});

describe('the event source mappings of a stack', () => {
  const SPEC = {
    name: 'f',
    arn: 'arn:f',
    role: '',
    directory: '',
    handler: '',
    environment: {},
    timeoutMs: 10_000,
    memoryMb: 128,
  };
  const mappings = (mapping: object, queue: object = {}) => {
    const resources: Record<string, object> = {
      'AWS::SQS::Queue': { VisibilityTimeout: 60, ...queue },
      'AWS::Lambda::EventSourceMapping': { EventSourceArn: 'arn:q', FunctionName: 'f', ...mapping },
    };
    const all = (type: string) => [{ id: type, ref: 'url', arn: 'arn:q', props: resources[type] }];
    return stackMappings({ all } as unknown as Stack, [SPEC]);
  };

  it('reads batch, window, partial answers and bounds the concurrency', () => {
    expect(
      mappings({
        BatchSize: 5,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 40 },
      }),
    ).toMatchObject([
      {
        batchSize: 5,
        windowMs: 1000,
        partial: true,
        concurrency: { running: 2, inAll: 40 },
        queueUrl: 'url',
      },
    ]);
    expect(mappings({ Enabled: false })).toEqual([]);
  });

  it.each([
    ['a filter', { FilterCriteria: { Filters: [] } }, {}, /FilterCriteria/],
    ['a visibility below the timeout', {}, { VisibilityTimeout: 9 }, /Lambda refuses/],
    ['a large batch without a window', { BatchSize: 100 }, {}, /window/],
    ['a stream', { EventSourceArn: 'arn:stream' }, {}, /only a function fed from a queue/],
    ['a starting position', { StartingPosition: 'LATEST' }, {}, /not run locally/],
  ])('refuses %s', (_, mapping, queue, said) => {
    expect(() => mappings(mapping, queue)).toThrow(said);
  });
});
