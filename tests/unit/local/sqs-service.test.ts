import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsError } from '../../../local/protocol.ts';
import { openDatabase, transaction } from '../../../local/sqlite.ts';
import type { QueueSpec } from '../../../local/sqs/queue.ts';
import { makeSqs } from '../../../local/sqs/sqs.ts';

type Message = {
  MessageId: string;
  Body: string;
  ReceiptHandle: string;
  Attributes?: Record<string, string>;
};
type Ask = (action: string, input: object, signal?: AbortSignal) => Promise<Record<string, unknown>>;

const START_MS = Date.UTC(2025, 0, 14);

/** SQS without HTTP in front of it, with a clock that stands still until it is moved. */
const setUp = (path = ':memory:') => {
  let nowMs = START_MS;
  const db = openDatabase(path);
  const sqs = makeSqs({ db, now: () => nowMs });
  const ask: Ask = async (action, input, signal) =>
    (await sqs.actions[action]?.(input, signal)) as Record<string, unknown>;
  const queue = (name: string, more: Partial<QueueSpec> = {}): string => {
    sqs.createQueue({ name, url: `http://local/0/${name}`, arn: `arn:${name}`, ...more });
    return name;
  };
  const receive = async (QueueUrl: string, more: object = {}, signal?: AbortSignal): Promise<Message[]> =>
    ((await ask('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more }, signal))['Messages'] ??
      []) as Message[];
  const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
    ask('SendMessage', { QueueUrl, MessageBody, ...more });
  const bodies = async (name: string, more: object = {}) =>
    (await receive(name, more)).map(({ Body }) => Body);
  const depth = (wanted: string) => {
    const { name: _, ...counts } = sqs.depths().find(({ name }) => name === wanted) ?? { name: '' };
    return counts;
  };
  const advance = (ms: number): void => {
    nowMs += ms;
    sqs.wake();
  };
  return { db, sqs, ask, queue, receive, send, bodies, depth, advance };
};

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: AwsError) => error.code,
  );

describe('enqueue', () => {
  it('stands or falls with the transaction it is called in', async () => {
    const { db, sqs, queue, bodies } = setUp();
    queue('q');
    transaction(db, () => sqs.enqueue('arn:q', 'kept'));
    expect(() =>
      transaction(db, () => {
        sqs.enqueue('arn:q', 'lost');
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(await bodies('q')).toEqual(['kept']);
  });

  it('wakes who waits', async () => {
    const { sqs, queue, receive } = setUp();
    queue('q');
    const waiting = receive('q', { WaitTimeSeconds: 20 });
    sqs.enqueue('arn:q', 'x');
    expect(await waiting).toHaveLength(1);
  });

  it('names the queue that is missing', () => {
    expect(() => setUp().sqs.enqueue('arn:none', 'x')).toThrow('arn:none');
  });
});

describe('a waiting receive', () => {
  it('ends when the clock jumps over a delay', async () => {
    const { queue, send, receive, advance } = setUp();
    queue('q');
    await send('q', 'x', { DelaySeconds: 900 });
    const waiting = receive('q', { WaitTimeSeconds: 20 });
    advance(900_000);
    expect(await waiting).toHaveLength(1);
  });

  it('ends when the clock jumps over a visibility timeout', async () => {
    const { queue, send, receive, advance } = setUp();
    queue('q', { visibilityTimeoutSeconds: 360 });
    await send('q', 'x');
    await receive('q');
    const waiting = receive('q', { WaitTimeSeconds: 20 });
    advance(360_000);
    expect(await waiting).toHaveLength(1);
  });

  it('ends empty when the clock jumps over its own end', async () => {
    const { queue, receive, advance } = setUp();
    queue('q');
    const waiting = receive('q', { WaitTimeSeconds: 20 });
    advance(20_000);
    expect(await waiting).toEqual([]);
  });

  it('of a FIFO queue goes on when its group is free again', async () => {
    const { ask, queue, send, receive } = setUp();
    queue('q.fifo', { contentBasedDeduplication: true });
    await send('q.fifo', '1', { MessageGroupId: 'a' });
    await send('q.fifo', '2', { MessageGroupId: 'a' });
    const [first] = await receive('q.fifo', { MaxNumberOfMessages: 1 });
    const waiting = receive('q.fifo', { WaitTimeSeconds: 20 });
    await ask('DeleteMessage', { QueueUrl: 'q.fifo', ReceiptHandle: first?.ReceiptHandle });
    expect((await waiting).map(({ Body }) => Body)).toEqual(['2']);
  });

  it('takes nothing for a caller who has gone', async () => {
    const { queue, send, receive, depth } = setUp();
    queue('q');
    const gone = new AbortController();
    const waiting = receive('q', { WaitTimeSeconds: 20 }, gone.signal);
    const sent = send('q', 'x');
    gone.abort();
    await sent;
    expect(await waiting).toEqual([]);
    expect(depth('q')).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('ends when the service stops, and a later one does not wait', async () => {
    const { sqs, queue, receive } = setUp();
    queue('q');
    const waiting = receive('q', { WaitTimeSeconds: 20 });
    sqs.stop();
    expect(await waiting).toEqual([]);
    expect(await receive('q', { WaitTimeSeconds: 20 })).toEqual([]);
  });
});

describe('what a restart keeps', () => {
  it('messages, receives, and what has been seen', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'presswire-'));
    const path = join(directory, 'local.sqlite');
    const once = { MessageGroupId: 'a', MessageDeduplicationId: 'once' };
    const before = setUp(path);
    before.queue('q.fifo');
    const { MessageId } = await before.send('q.fifo', '1', once);
    await before.receive('q.fifo');
    before.db.close();

    const after = setUp(path);
    after.queue('q.fifo', { url: 'http://local:9/0/q.fifo' });
    expect(await after.receive('q.fifo')).toEqual([]);
    expect((await after.send('q.fifo', 'again', once))['MessageId']).toBe(MessageId);
    after.advance(30_000);
    const [message] = await after.receive('q.fifo', { AttributeNames: ['All'] });
    expect(message).toMatchObject({ Body: '1', Attributes: { ApproximateReceiveCount: '2' } });
    after.db.close();
    rmSync(directory, { recursive: true });
  });
});

describe('redrive', () => {
  const withDead = () => {
    const setting = setUp();
    setting.queue('dead');
    setting.queue('q', { redrive: { deadLetterArn: 'arn:dead', maxReceiveCount: 1 } });
    return setting;
  };

  it('wakes who waits at the dead-letter queue, and says where from', async () => {
    const { send, receive, bodies } = withDead();
    await send('q', 'x', { MessageGroupId: 'g' });
    await receive('q', { VisibilityTimeout: 0 });
    const waiting = receive('dead', { WaitTimeSeconds: 20, AttributeNames: ['All'] });
    expect(await bodies('q')).toEqual([]);
    expect((await waiting)[0]?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: 'arn:q',
      MessageGroupId: 'g',
      SentTimestamp: String(START_MS),
    });
  });

  it('of eleven exhausted messages still gives out the good one behind them', async () => {
    const { send, receive, bodies, depth } = withDead();
    for (let index = 0; index < 11; index++) await send('q', `bad ${index}`);
    await receive('q', { VisibilityTimeout: 0 });
    await receive('q', { VisibilityTimeout: 0 });
    await send('q', 'good');
    const got = await bodies('q');
    expect(got).toContain('good');
    expect(depth('dead')).toMatchObject({ visible: 11 });
  });

  it('of a FIFO message frees its group', async () => {
    const { queue, send, receive, bodies } = setUp();
    queue('dead.fifo');
    queue('q.fifo', {
      contentBasedDeduplication: true,
      redrive: { deadLetterArn: 'arn:dead.fifo', maxReceiveCount: 1 },
    });
    await send('q.fifo', 'bad', { MessageGroupId: 'a' });
    await receive('q.fifo', { VisibilityTimeout: 0 });
    await send('q.fifo', 'good', { MessageGroupId: 'a' });
    expect(await bodies('q.fifo')).toEqual(['good']);
    expect(await bodies('dead.fifo')).toEqual(['bad']);
  });

  it('back by a move task makes new messages for the queue that gave them up', async () => {
    const { ask, send, receive, bodies, advance, depth } = withDead();
    const { MessageId } = await send('q', 'x');
    await receive('q', { VisibilityTimeout: 0 });
    await receive('q');
    advance(5_000);
    await ask('StartMessageMoveTask', { SourceArn: 'arn:dead' });
    const listed = await ask('ListMessageMoveTasks', { SourceArn: 'arn:dead' });
    expect(listed['Results']).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
    const [message] = await receive('q', { AttributeNames: ['All'] });
    expect(message?.MessageId).not.toBe(MessageId);
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '1',
      SentTimestamp: String(START_MS + 5_000),
    });
    expect(await bodies('dead')).toEqual([]);
    expect(depth('dead')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('back leaves what was sent to the dead-letter queue by hand, unless a destination is named', async () => {
    const { ask, send, bodies } = withDead();
    await send('dead', 'by hand');
    await ask('StartMessageMoveTask', { SourceArn: 'arn:dead' });
    const listed = await ask('ListMessageMoveTasks', { SourceArn: 'arn:dead' });
    expect(listed['Results']).toMatchObject([{ Status: 'FAILED', ApproximateNumberOfMessagesToMove: 1 }]);
    await ask('StartMessageMoveTask', { SourceArn: 'arn:dead', DestinationArn: 'arn:q' });
    expect(await bodies('q')).toEqual(['by hand']);
  });

  it('back from a queue that is nobody’s dead-letter queue, or that is missing, is refused', async () => {
    const { ask } = withDead();
    expect(await refusal(ask('StartMessageMoveTask', { SourceArn: 'arn:q' }))).toBe('InvalidParameterValue');
    expect(await refusal(ask('StartMessageMoveTask', { SourceArn: 'arn:x' }))).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('FIFO', () => {
  it('may deduplicate by group', async () => {
    const { queue, send, bodies } = setUp();
    queue('q.fifo', { deduplicationScope: 'messageGroup' });
    for (const MessageGroupId of ['a', 'b', 'a'])
      await send('q.fifo', MessageGroupId, { MessageGroupId, MessageDeduplicationId: 'same' });
    expect(await bodies('q.fifo')).toEqual(['a', 'b']);
  });

  it('group waits for a later message in flight, when an earlier one has come back', async () => {
    const { ask, queue, send, receive, bodies } = setUp();
    queue('q.fifo', { contentBasedDeduplication: true });
    for (const body of ['1', '2']) await send('q.fifo', body, { MessageGroupId: 'a' });
    const [first, second] = await receive('q.fifo');
    const show = (message: Message | undefined) =>
      ask('ChangeMessageVisibility', {
        QueueUrl: 'q.fifo',
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      });
    await show(first);
    expect(await bodies('q.fifo')).toEqual([]);
    await show(second);
    expect(await bodies('q.fifo')).toEqual(['1', '2']);
  });

  it('handles expire with the visibility timeout', async () => {
    const { ask, queue, send, receive, advance } = setUp();
    queue('q.fifo', { contentBasedDeduplication: true });
    await send('q.fifo', '1', { MessageGroupId: 'a' });
    const [message] = await receive('q.fifo');
    advance(30_000);
    const late = ask('DeleteMessage', { QueueUrl: 'q.fifo', ReceiptHandle: message?.ReceiptHandle });
    expect(await refusal(late)).toBe('InvalidParameterValue');
  });
});

describe('requests', () => {
  it.each<[string, string, object]>([
    ['UnsupportedOperation', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x', NotAParameter: 1 }],
    ['UnsupportedOperation', 'ReceiveMessage', { QueueUrl: 'q', ReceiveRequestAttemptId: 'a' }],
    ['MissingParameter', 'SendMessage', { QueueUrl: 'q' }],
    ['MissingParameter', 'SendMessage', { MessageBody: 'x' }],
    ['InvalidParameterValue', 'SendMessage', { QueueUrl: 'q', MessageBody: 7 }],
    ['InvalidParameterValue', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x', MessageGroupId: 'a b' }],
    [
      'InvalidParameterValue',
      'SendMessage',
      { QueueUrl: 'q', MessageBody: 'x', MessageDeduplicationId: 'a' },
    ],
    ['InvalidMessageContents', 'SendMessage', { QueueUrl: 'q', MessageBody: 'a\ud800b' }],
    ['InvalidParameterValue', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x'.repeat(1_048_577) }],
    ['InvalidAttributeName', 'GetQueueAttributes', { QueueUrl: 'q', AttributeNames: ['KmsMasterKeyId'] }],
    ['InvalidAttributeName', 'ReceiveMessage', { QueueUrl: 'q', MessageSystemAttributeNames: ['Other'] }],
    ['QueueDoesNotExist', 'SendMessage', { QueueUrl: 'http://local/0/none', MessageBody: 'x' }],
    [
      'InvalidBatchEntryId',
      'SendMessageBatch',
      { QueueUrl: 'q', Entries: [{ Id: 'a b', MessageBody: 'x' }] },
    ],
    [
      'BatchRequestTooLong',
      'SendMessageBatch',
      { QueueUrl: 'q', Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })) },
    ],
  ])('are refused as %s: %s %j', async (code, action, input) => {
    const { ask, queue } = setUp();
    queue('q');
    expect(await refusal(ask(action, input))).toBe(code);
  });

  it.each([
    ['a name of AWS’s', { 'aws.x': { DataType: 'String', StringValue: 'x' } }],
    ['another type', { x: { DataType: 'Boolean', StringValue: 'x' } }],
    ['an empty value', { x: { DataType: 'String', StringValue: '' } }],
    ['a number that is none', { x: { DataType: 'Number', StringValue: 'x' } }],
    ['both values', { x: { DataType: 'String', StringValue: 'x', BinaryValue: 'eA==' } }],
    ['no base64', { x: { DataType: 'Binary', BinaryValue: '%' } }],
    [
      'eleven',
      Object.fromEntries(
        Array.from({ length: 11 }, (_, n) => [`x${n}`, { DataType: 'String', StringValue: 'x' }]),
      ),
    ],
  ])('with attributes are refused for %s', async (_, MessageAttributes) => {
    const { ask, queue } = setUp();
    queue('q');
    const sent = ask('SendMessage', { QueueUrl: 'q', MessageBody: 'x', MessageAttributes });
    expect(await refusal(sent)).toBe('InvalidParameterValue');
  });

  it('carry the older name of an error beside the newer', async () => {
    const { ask } = setUp();
    await expect(ask('PurgeQueue', { QueueUrl: 'none' })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
      extra: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
    });
  });

  it('find no action under a name of Object’s', () => {
    const { sqs } = setUp();
    for (const name of ['constructor', 'toString', '__proto__', 'CreateQueue'])
      expect(sqs.actions[name]).toBeUndefined();
  });

  it('to purge are allowed once a minute', async () => {
    const { ask, queue, advance } = setUp();
    queue('q');
    await ask('PurgeQueue', { QueueUrl: 'q' });
    expect(await refusal(ask('PurgeQueue', { QueueUrl: 'q' }))).toBe('PurgeQueueInProgress');
    advance(60_000);
    expect(await refusal(ask('PurgeQueue', { QueueUrl: 'q' }))).toBe('no error');
  });

  it('to list page by name', async () => {
    const { ask, queue } = setUp();
    for (const name of ['b', 'a', 'c']) queue(name);
    const first = await ask('ListQueues', { MaxResults: 2 });
    expect(first).toEqual({ QueueUrls: ['http://local/0/a', 'http://local/0/b'], NextToken: 'b' });
    expect(await ask('ListQueues', { MaxResults: 2, NextToken: 'b' })).toEqual({
      QueueUrls: ['http://local/0/c'],
    });
  });

  it('cannot hold a message for more than 12 hours in all', async () => {
    const { ask, queue, send, receive, advance } = setUp();
    queue('q', { visibilityTimeoutSeconds: 43_200 });
    await send('q', 'x');
    const [message] = await receive('q');
    advance(3_600_000);
    const change = (VisibilityTimeout: number) =>
      refusal(
        ask('ChangeMessageVisibility', {
          QueueUrl: 'q',
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    expect(await change(39_601)).toBe('InvalidParameterValue');
    expect(await change(39_600)).toBe('no error');
  });
});

describe('a queue', () => {
  it.each([
    ['a visibility over 12 hours', { visibilityTimeoutSeconds: 43_201 }],
    ['a delay over 15 minutes', { delaySeconds: 901 }],
    ['a name with a dot', { name: 'a.b' }],
  ])('with %s is refused', (_, more) => {
    const { queue } = setUp();
    expect(() => queue('q', more)).toThrow(expect.objectContaining({ code: 'InvalidParameterValue' }));
  });
});
