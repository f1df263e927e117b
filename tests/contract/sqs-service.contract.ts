import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type Message,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';

/** A queue as CloudFormation's attributes describe it, in SetQueueAttributes' words. */
export type QueueAttributes = Partial<Record<QueueAttributeName, string>>;

export type SqsHarness = {
  client: SQSClient;
  /** Makes a queue and returns its URL and ARN. */
  createQueue: (name: string, attributes?: QueueAttributes) => Promise<{ url: string; arn: string }>;
  /** Moves the service's clock; without it the suite skips what would take longer than it may wait. */
  advance?: (ms: number) => void;
};

/** What every case may use: a service, and names that no other case has. */
type Bench = SqsHarness & {
  queue: (attributes?: QueueAttributes) => Promise<{ url: string; arn: string }>;
  send: (url: string, body: string, more?: Partial<SendMessageCommandInput>) => Promise<string | undefined>;
  receive: (url: string, more?: Partial<ReceiveMessageCommandInput>) => Promise<Message[]>;
  remove: (url: string, message: Message | undefined) => Promise<void>;
  count: (url: string) => Promise<{ visible: string; hidden: string; delayed: string }>;
  advance: (ms: number) => void;
};

type Case = { name: string; needsClock?: true; run: (bench: Bench) => Promise<void> };

const FIFO: QueueAttributes = { FifoQueue: 'true' };
const bodies = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);
/** The error's name without its family: services differ in which errors they put into it. */
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: { name: string; Code?: string }) =>
      (error.Code ?? error.name).replace('AWS.SimpleQueueService.', ''),
  );

const messages: Case[] = [
  {
    name: 'a message keeps its body, attributes and digests',
    run: async ({ client, queue, receive }) => {
      const { url } = await queue();
      const attributes = {
        text: { DataType: 'String', StringValue: 'ä€😀' },
        count: { DataType: 'Number', StringValue: '12.5' },
        raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 1, 255]) },
      };
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: 'grüß\n<b>&', MessageAttributes: attributes }),
      );
      const [message] = await receive(url, { MessageAttributeNames: ['All'] });
      expect(message?.Body).toBe('grüß\n<b>&');
      expect(message?.MessageAttributes).toEqual(attributes);
    },
  },
  {
    name: 'only the attributes asked for are given',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      const value = { DataType: 'String', StringValue: 'x' };
      const MessageAttributes = { 'a.one': value, 'a.two': value, b: value };
      await send(url, '1', { MessageAttributes });
      const [plain] = await receive(url, { VisibilityTimeout: 0 });
      expect(plain?.MessageAttributes).toBeUndefined();
      expect(plain?.Attributes).toBeUndefined();
      const [some] = await receive(url, {
        MessageAttributeNames: ['a.*'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      });
      expect(some?.MessageAttributes).toEqual({ 'a.one': value, 'a.two': value });
      expect(some?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    },
  },
  {
    name: 'system attributes tell when and how often',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      await send(url, '1');
      const ask: Partial<ReceiveMessageCommandInput> = {
        MessageSystemAttributeNames: ['All'],
        VisibilityTimeout: 0,
      };
      const [first] = await receive(url, ask);
      const [second] = await receive(url, ask);
      expect(first?.Attributes?.ApproximateReceiveCount).toBe('1');
      expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
      expect(second?.Attributes?.SentTimestamp).toMatch(/^\d{13}$/);
      expect(second?.Attributes?.SentTimestamp).toBe(first?.Attributes?.SentTimestamp);
      expect(second?.Attributes?.ApproximateFirstReceiveTimestamp).toBe(
        first?.Attributes?.ApproximateFirstReceiveTimestamp,
      );
    },
  },
  {
    name: 'a standard queue keeps the message group',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      await send(url, '1', { MessageGroupId: 'tenant-7' });
      const [message] = await receive(url, { MessageSystemAttributeNames: ['MessageGroupId'] });
      expect(message?.Attributes).toEqual({ MessageGroupId: 'tenant-7' });
    },
  },
  {
    name: 'a batch reports each entry for itself',
    run: async ({ client, queue, receive }) => {
      const { url } = await queue();
      const result = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: [
            { Id: 'good', MessageBody: 'a' },
            { Id: 'bad', MessageBody: 'a\u0000b' },
            { Id: 'late', MessageBody: 'b', DelaySeconds: 901 },
            { Id: 'fine', MessageBody: 'c' },
          ],
        }),
      );
      expect(result.Successful?.map(({ Id }) => Id)).toEqual(['good', 'fine']);
      expect(result.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
        ['bad', 'InvalidMessageContents'],
        ['late', 'InvalidParameterValue'],
      ]);
      expect(new Set(bodies(await receive(url, { MaxNumberOfMessages: 10 })))).toEqual(new Set(['a', 'c']));
    },
  },
  {
    name: 'batches delete and hide',
    run: async ({ client, queue, send, receive, count }) => {
      const { url } = await queue();
      for (const body of ['a', 'b', 'c']) await send(url, body);
      const got = await receive(url, { MaxNumberOfMessages: 10 });
      const Entries = got.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: Entries.slice(0, 2) }));
      await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: Entries.slice(2).map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
        }),
      );
      expect(await count(url)).toEqual({ visible: '1', hidden: '0', delayed: '0' });
    },
  },
];

const visibility: Case[] = [
  {
    name: 'a received message is hidden, a deleted one gone',
    run: async ({ queue, send, receive, remove, count }) => {
      const { url } = await queue();
      await send(url, '1');
      const [message] = await receive(url);
      expect(await receive(url)).toEqual([]);
      expect(await count(url)).toEqual({ visible: '0', hidden: '1', delayed: '0' });
      await remove(url, message);
      await remove(url, message);
      expect(await count(url)).toEqual({ visible: '0', hidden: '0', delayed: '0' });
    },
  },
  {
    name: 'visibility 0 shows a message at once',
    run: async ({ client, queue, send, receive }) => {
      const { url } = await queue();
      await send(url, '1');
      const [message] = await receive(url);
      const ReceiptHandle = message?.ReceiptHandle;
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
      );
      expect(bodies(await receive(url))).toEqual(['1']);
    },
  },
  {
    name: 'an unhandled message comes back after the visibility timeout, and its old handle is worth nothing',
    needsClock: true,
    run: async ({ queue, send, receive, remove, advance, count }) => {
      const { url } = await queue({ VisibilityTimeout: '60' });
      await send(url, '1');
      const [first] = await receive(url);
      advance(59_000);
      expect(await receive(url)).toEqual([]);
      advance(1_000);
      const [second] = await receive(url);
      expect(second?.MessageId).toBe(first?.MessageId);
      await remove(url, first);
      expect((await count(url)).hidden).toBe('1');
      await remove(url, second);
      expect((await count(url)).hidden).toBe('0');
    },
  },
  {
    name: 'a visibility timeout can be extended',
    needsClock: true,
    run: async ({ client, queue, send, receive, advance }) => {
      const { url } = await queue({ VisibilityTimeout: '60' });
      await send(url, '1');
      const [message] = await receive(url);
      const ReceiptHandle = message?.ReceiptHandle;
      advance(50_000);
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 60 }),
      );
      advance(59_000);
      expect(await receive(url)).toEqual([]);
      advance(1_000);
      expect(bodies(await receive(url))).toEqual(['1']);
    },
  },
  {
    name: 'a delayed message waits for its own delay, another for the queue’s',
    needsClock: true,
    run: async ({ queue, send, receive, advance, count }) => {
      const { url } = await queue({ DelaySeconds: '5' });
      await send(url, 'queue');
      await send(url, 'own', { DelaySeconds: 900 });
      await send(url, 'none', { DelaySeconds: 0 });
      expect(await count(url)).toEqual({ visible: '1', hidden: '0', delayed: '2' });
      expect(bodies(await receive(url, { MaxNumberOfMessages: 10 }))).toEqual(['none']);
      advance(5_000);
      expect(bodies(await receive(url, { MaxNumberOfMessages: 10 }))).toEqual(['queue']);
      advance(895_000);
      expect(bodies(await receive(url, { MaxNumberOfMessages: 10 }))).toContain('own');
    },
  },
  {
    name: 'a message is forgotten after its retention',
    needsClock: true,
    run: async ({ queue, send, receive, advance }) => {
      const { url } = await queue({ MessageRetentionPeriod: '120' });
      await send(url, '1');
      advance(121_000 + 60_000);
      expect(await receive(url)).toEqual([]);
    },
  },
];

const waiting: Case[] = [
  {
    name: 'a long poll ends as soon as a message is sent',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      const waiting = receive(url, { WaitTimeSeconds: 20 });
      await send(url, '1');
      expect(bodies(await waiting)).toEqual(['1']);
    },
  },
  {
    name: 'of two long polls each gets one of two messages',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      const both = Promise.all([
        receive(url, { WaitTimeSeconds: 10 }),
        receive(url, { WaitTimeSeconds: 10 }),
      ]);
      await send(url, '1');
      await send(url, '2');
      expect(new Set((await both).flatMap(bodies))).toEqual(new Set(['1', '2']));
    },
  },
  {
    name: 'a long poll ends with a message that comes due meanwhile',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue();
      await send(url, '1', { DelaySeconds: 1 });
      expect(bodies(await receive(url, { WaitTimeSeconds: 10 }))).toEqual(['1']);
    },
  },
  {
    name: 'a long poll without a message ends empty after its time',
    run: async ({ queue, receive }) => {
      const { url } = await queue();
      expect(await receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
    },
  },
];

const fifo: Case[] = [
  {
    name: 'FIFO: a group comes in order, ten at a time, and waits while one is in flight',
    run: async ({ queue, send, receive, remove }) => {
      const { url } = await queue({ ...FIFO, ContentBasedDeduplication: 'true' });
      for (const body of ['1', '2', '3']) await send(url, body, { MessageGroupId: 'a' });
      const first = await receive(url, { MaxNumberOfMessages: 2 });
      expect(bodies(first)).toEqual(['1', '2']);
      expect(await receive(url, { MaxNumberOfMessages: 10 })).toEqual([]);
      await remove(url, first[0]);
      expect(await receive(url, { MaxNumberOfMessages: 10 })).toEqual([]);
      await remove(url, first[1]);
      expect(bodies(await receive(url, { MaxNumberOfMessages: 10 }))).toEqual(['3']);
    },
  },
  {
    name: 'FIFO: one group does not wait for another',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue({ ...FIFO, ContentBasedDeduplication: 'true' });
      await send(url, 'a1', { MessageGroupId: 'a' });
      await send(url, 'b1', { MessageGroupId: 'b' });
      expect(bodies(await receive(url))).toEqual(['a1']);
      expect(bodies(await receive(url))).toEqual(['b1']);
    },
  },
  {
    name: 'FIFO: order is kept when a message comes back',
    run: async ({ client, queue, send, receive }) => {
      const { url } = await queue({ ...FIFO, ContentBasedDeduplication: 'true' });
      await send(url, '1', { MessageGroupId: 'a' });
      await send(url, '2', { MessageGroupId: 'a' });
      const [first] = await receive(url);
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: first?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
      expect(bodies(await receive(url))).toEqual(['1']);
    },
  },
  {
    name: 'FIFO: a repetition within five minutes is the same message',
    needsClock: true,
    run: async ({ client, queue, receive, remove, advance }) => {
      const { url } = await queue(FIFO);
      const command = (MessageBody: string) =>
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody,
          MessageGroupId: 'a',
          MessageDeduplicationId: 'once',
        });
      const first = await client.send(command('1'));
      const again = await client.send(command('2'));
      expect(again.MessageId).toBe(first.MessageId);
      expect(again.SequenceNumber).toBe(first.SequenceNumber);
      const [message] = await receive(url);
      expect(message?.Body).toBe('1');
      await remove(url, message);
      await client.send(command('3'));
      expect(await receive(url)).toEqual([]);
      advance(300_000);
      await client.send(command('4'));
      expect(bodies(await receive(url))).toEqual(['4']);
    },
  },
  {
    name: 'FIFO: sequence numbers grow; group and deduplication id come with the message',
    run: async ({ queue, send, receive }) => {
      const { url } = await queue(FIFO);
      const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd1' };
      await send(url, '1', ids);
      await send(url, '2', { ...ids, MessageGroupId: 'h', MessageDeduplicationId: 'd2' });
      const got = await receive(url, { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] });
      expect(got[0]?.Attributes).toMatchObject(ids);
      const [first = '', second = ''] = got.map(({ Attributes }) => Attributes?.SequenceNumber);
      expect(first).toMatch(/^\d{20}$/);
      expect(second > first).toBe(true);
    },
  },
  {
    name: 'FIFO: the queue’s delay holds, a message’s own is refused',
    needsClock: true,
    run: async ({ queue, send, receive, advance }) => {
      const { url } = await queue({ ...FIFO, ContentBasedDeduplication: 'true', DelaySeconds: '2' });
      await send(url, '1', { MessageGroupId: 'a' });
      expect(await receive(url)).toEqual([]);
      advance(2_000);
      expect(bodies(await receive(url))).toEqual(['1']);
      expect(await code(send(url, '2', { MessageGroupId: 'a', DelaySeconds: 1 }))).toBe(
        'InvalidParameterValue',
      );
    },
  },
  {
    name: 'FIFO: group and deduplication id are mandatory',
    run: async ({ queue, send }) => {
      const { url } = await queue(FIFO);
      expect(await code(send(url, '1'))).toBe('MissingParameter');
      expect(await code(send(url, '1', { MessageGroupId: 'a' }))).toBe('InvalidParameterValue');
    },
  },
];

const redrive: Case[] = [
  {
    name: 'a message goes to the dead-letter queue after so many receives',
    run: async ({ queue, send, receive }) => {
      const dead = await queue();
      const { url } = await queue({
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
      });
      const id = await send(url, 'poison');
      expect(bodies(await receive(url, { VisibilityTimeout: 0 }))).toEqual(['poison']);
      expect(bodies(await receive(url, { VisibilityTimeout: 0 }))).toEqual(['poison']);
      expect(await receive(url)).toEqual([]);
      const [given] = await receive(dead.url);
      expect(given?.MessageId).toBe(id);
    },
  },
  {
    name: 'good messages pass a poisonous one',
    run: async ({ queue, send, receive }) => {
      const dead = await queue();
      const { url } = await queue({
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 }),
      });
      await send(url, 'poison');
      await receive(url, { VisibilityTimeout: 0 });
      await send(url, 'good');
      expect(bodies(await receive(url, { MaxNumberOfMessages: 10 }))).toEqual(['good']);
    },
  },
];

const service: Case[] = [
  {
    name: 'a queue is found by its name and lists its attributes',
    run: async ({ client, queue }) => {
      const dead = await queue();
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
      const { url, arn } = await queue({ VisibilityTimeout: '61', DelaySeconds: '7', RedrivePolicy });
      const QueueName = url.split('/').at(-1);
      expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(url);
      const listed = await client.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }));
      expect(listed.QueueUrls).toEqual([url]);
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
      );
      expect(Attributes).toMatchObject({ QueueArn: arn, VisibilityTimeout: '61', DelaySeconds: '7' });
      expect(JSON.parse(Attributes?.RedrivePolicy ?? '{}')).toMatchObject({ deadLetterTargetArn: dead.arn });
    },
  },
  {
    name: 'a purge empties the queue',
    run: async ({ client, queue, send, receive, count }) => {
      const { url } = await queue();
      await send(url, '1');
      await send(url, '2');
      await receive(url);
      await client.send(new PurgeQueueCommand({ QueueUrl: url }));
      expect(await count(url)).toEqual({ visible: '0', hidden: '0', delayed: '0' });
    },
  },
  {
    name: 'the largest message passes, a byte more does not',
    run: async ({ queue, send }) => {
      const { url } = await queue({ MaximumMessageSize: '1024' });
      expect(await send(url, 'x'.repeat(1024))).toBeDefined();
      expect(await code(send(url, 'x'.repeat(1025)))).toBe('InvalidParameterValue');
      expect(await code(send(url, 'ä'.repeat(513)))).toBe('InvalidParameterValue');
    },
  },
];

/** What is asked, and what it is called when it is refused. */
const REFUSALS: [string, (bench: Bench, url: string) => Promise<unknown>, string][] = [
  [
    'another queue',
    ({ client }) => client.send(new GetQueueUrlCommand({ QueueName: 'missing' })),
    'NonExistentQueue',
  ],
  ['a control character', ({ send }, url) => send(url, '\u0001'), 'InvalidMessageContents'],
  [
    'a delay over 15 minutes',
    ({ send }, url) => send(url, 'x', { DelaySeconds: 901 }),
    'InvalidParameterValue',
  ],
  [
    'eleven messages',
    ({ receive }, url) => receive(url, { MaxNumberOfMessages: 11 }),
    'InvalidParameterValue',
  ],
  ['a wait of 21 s', ({ receive }, url) => receive(url, { WaitTimeSeconds: 21 }), 'InvalidParameterValue'],
  [
    'a handle that is none',
    ({ client }, url) => client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' })),
    'ReceiptHandleIsInvalid',
  ],
  [
    'an empty batch',
    ({ client }, url) => client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [] })),
    'EmptyBatchRequest',
  ],
  [
    'eleven entries',
    ({ client }, url) =>
      client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' })),
        }),
      ),
    'TooManyEntriesInBatchRequest',
  ],
  [
    'an entry twice',
    ({ client }, url) =>
      client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: [
            { Id: 'a', MessageBody: 'x' },
            { Id: 'a', MessageBody: 'y' },
          ],
        }),
      ),
    'BatchEntryIdsNotDistinct',
  ],
  [
    'a visibility over 12 hours',
    async ({ client, send, receive }, url) => {
      await send(url, 'x');
      const [message] = await receive(url);
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 43_201,
        }),
      );
    },
    'InvalidParameterValue',
  ],
  [
    'a new visibility for a message that is not in flight',
    async ({ client, send, receive }, url) => {
      await send(url, 'x');
      const [message] = await receive(url, { VisibilityTimeout: 0 });
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 10,
        }),
      );
    },
    'MessageNotInflight',
  ],
];

const refusalCase = ([what, ask, expected]: (typeof REFUSALS)[number]): Case => ({
  name: `refused: ${what}`,
  run: async (bench) => {
    const { url } = await bench.queue();
    expect(await code(ask(bench, url))).toBe(expected);
  },
});

const CASES = [
  ...messages,
  ...visibility,
  ...waiting,
  ...fifo,
  ...redrive,
  ...service,
  ...REFUSALS.map(refusalCase),
];

const benchOf = (harness: SqsHarness, prefix: string): Bench => {
  const { client } = harness;
  let made = 0;
  return {
    ...harness,
    advance: (ms) => harness.advance?.(ms),
    queue: (attributes = {}) => {
      made += 1;
      const suffix = attributes.FifoQueue === 'true' ? '.fifo' : '';
      return harness.createQueue(`${prefix}-${made}${suffix}`, attributes);
    },
    send: async (QueueUrl, MessageBody, more = {}) =>
      (await client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))).MessageId,
    receive: async (QueueUrl, more = {}) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? [],
    remove: async (QueueUrl, message) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    },
    count: async (QueueUrl) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return {
        visible: Attributes.ApproximateNumberOfMessages ?? '',
        hidden: Attributes.ApproximateNumberOfMessagesNotVisible ?? '',
        delayed: Attributes.ApproximateNumberOfMessagesDelayed ?? '',
      };
    },
  };
};

/**
 * What a service must do to be taken for SQS. `excluded` names, literally, the cases that a known defect of
 * the service fails, each with the reason: they must fail, and a name that is no case fails the suite.
 */
export const sqsServiceContract = (
  label: string,
  start: () => SqsHarness,
  excluded: Readonly<Record<string, string>> = {},
): void => {
  describe(`SQS as ${label}`, () => {
    it('excludes only cases that exist', () => {
      const names = CASES.map(({ name }) => name);
      expect(Object.keys(excluded).filter((name) => !names.includes(name))).toEqual([]);
    });
    for (const [index, { name, needsClock, run }] of CASES.entries()) {
      const reason = excluded[name];
      const test = reason === undefined ? it : it.fails;
      test(reason === undefined ? name : `${name} (known: ${reason})`, async ({ skip }) => {
        const harness = start();
        if (needsClock && !harness.advance) skip(`the clock of ${label} cannot be moved`);
        await run(benchOf(harness, `case-${index}`));
      });
    }
  });
};
