import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';
import type { Fault } from '../../local/gateway/fault.ts';
import { drain, startLocalAws } from '../support/contract-aws.ts';
import { startScriptedAws } from '../support/scripted-aws.ts';
import { sampleHead } from './samples.ts';

const local = await startLocalAws();
const documents = makeDocumentClient(local.place);
/** Without the SDK's own attempts, which take seconds. */
const impatient = { ...local.place, maxAttempts: 1 };
const impatientDocuments = makeDocumentClient(impatient);
const s3 = makeS3Client(local.place);
const sqs = makeSqsClient(local.place);
const secrets = makeSecretsClient(impatient);
const releasesOf = (tableName: string) =>
  makeDynamoReleaseStore({ table: makeTable({ client: documents, tableName }) });

/** Makes the next calls of an operation fail, one fault each; without end for `always`. */
function failNext(name: string, faults: readonly Fault[] | { always: Fault }): void {
  const left = 'always' in faults ? undefined : [...faults];
  local.aws.setFaults((call) =>
    call.name === name ? (left ? left.shift() : 'always' in faults ? faults.always : undefined) : undefined,
  );
}

const anything = z.object({ pk: z.string() });
const tooLarge = sampleHead('blora/x', 1, { headline: 'x'.repeat(420 * 1024) });

const thrownBy = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return { value: await work };
  } catch (error) {
    return error;
  }
};

afterEach(() => local.aws.setFaults(() => undefined));
afterAll(async () => {
  for (const client of [documents, impatientDocuments, s3, sqs, secrets]) client.destroy();
  await local.stop();
});

describe('failures of AWS', () => {
  it('passes over what heals within the SDK’s attempts', async () => {
    const releases = releasesOf(await local.emptyTable());
    failNext('GetItem', [{ kind: 'throttle' }, { kind: 'error' }]);
    expect(await releases.getHead('blora/x')).toBeUndefined();
  });

  it.each([
    ['throttled', { kind: 'throttle' }, 'ThrottlingException'],
    ['broken', { kind: 'error' }, 'InternalServerError'],
  ] as const)('is transient where the table stays %s', async (_, fault, code) => {
    const table = makeTable({ client: impatientDocuments, tableName: await local.emptyTable() });
    failNext('PutItem', { always: fault });
    const error = await thrownBy(makeDynamoReleaseStore({ table }).putHead(sampleHead('blora/x', 1), 0));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({
      code,
      context: { operation: 'PutItem', pk: 'RELEASE#blora/x', sk: 'LATEST' },
    });
  });

  it('is transient where nobody answers', async () => {
    const gone = await startScriptedAws(() => ({ body: {} }));
    await gone.stop();
    const client = makeDocumentClient(gone.place);
    const error = await thrownBy(
      makeDynamoReleaseStore({ table: makeTable({ client, tableName: 't' }) }).getHead('x'),
    );
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['a table that is not there', () => releasesOf('none').getHead('x'), 'ResourceNotFoundException'],
    [
      'a bucket that is not there',
      () =>
        makeS3ObjectStore({ client: s3, bucket: 'none' }).put(
          'x',
          { body: '', contentType: 'a/b' },
          'ifAbsent',
        ),
      'NoSuchBucket',
    ],
    [
      'an item over 400 KB',
      async () => releasesOf(await local.emptyTable()).putHead(tooLarge, 0),
      'ValidationException',
    ],
    [
      'a queue without an address',
      () =>
        makeSqsPrompts({ client: sqs, queueUrls: {} }).send('changes', [
          { prompt: 'announce', releaseId: 'x' },
        ]),
      'UnknownQueue',
    ],
  ])('is permanent for %s', async (_, call, code) => {
    const error = await thrownBy(call());
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code });
  });

  it('is permanent where access is denied', async () => {
    failNext('GetItem', { always: { kind: 'error', status: 400, code: 'AccessDeniedException' } });
    const error = await thrownBy(releasesOf(await local.emptyTable()).getHead('x'));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'AccessDeniedException' });
  });

  it('calls an item malformed without quoting it', async () => {
    const TableName = await local.emptyTable();
    const Item = { pk: 'NEWSROOM#blora', sk: 'CONFIG', id: 'blora', name: { secret: 'RAHASIA' } };
    await documents.send(new PutCommand({ TableName, Item }));
    const newsrooms = makeDynamoNewsroomStore({
      table: makeTable({ client: documents, tableName: TableName }),
    });
    const error = await thrownBy(newsrooms.getNewsroom('blora'));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toMatchObject({ code: 'MalformedItem', context: { pk: 'NEWSROOM#blora', sk: 'CONFIG' } });
    expect(JSON.stringify(error) + (error as Error).message).not.toContain('RAHASIA');
  });

  it('refuses our own write when its reply was lost, and the write stands', async () => {
    const releases = releasesOf(await local.emptyTable());
    failNext('PutItem', [{ kind: 'lost-reply' }]);
    expect(await releases.putHead(sampleHead('blora/x', 1), 0)).toBe('refused');
    expect(await releases.getHead('blora/x')).toEqual(sampleHead('blora/x', 1));
  });

  it('takes S3’s 409 for a refusal of a condition only', async () => {
    const store = makeS3ObjectStore({ client: s3, bucket: await local.emptyBucket() });
    const conflict: Fault = { kind: 'error', status: 409, code: 'ConditionalRequestConflict' };
    const page = { body: 'x', contentType: 'a/b' };
    failNext('PutObject', { always: conflict });
    expect(await store.put('x', page, 'ifAbsent')).toEqual({ written: 'refused' });
    expect(await thrownBy(store.put('x', page, 'always'))).toBeInstanceOf(PermanentError);
  });

  it('does not take S3’s refusal of access for absence', async () => {
    const bucket = await local.emptyBucket();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'x', Body: 'x' }));
    const store = makeS3ObjectStore({ client: s3, bucket });
    failNext('GetObject', { always: { kind: 'error', status: 403, code: 'AccessDenied' } });
    expect(await thrownBy(store.get('x'))).toMatchObject({ name: 'PermanentError', code: 'AccessDenied' });
  });
});

describe('answers in parts', () => {
  it('asks again for the keys of a batch that were left', async () => {
    const aws = await startScriptedAws((index, body) => {
      const { t } = (body as { RequestItems: { t: { Keys: unknown[] } } }).RequestItems;
      if (index === 0) return { body: { Responses: { t: [] }, UnprocessedKeys: { t } } };
      const [, ...left] = t.Keys;
      const item = { pk: { S: 'RELEASE#x' }, sk: { S: 'LATEST' } };
      return {
        body: {
          Responses: { t: [item] },
          UnprocessedKeys: left.length > 0 ? { t: { ...t, Keys: left } } : {},
        },
      };
    });
    onTestFinished(() => aws.stop());
    const table = makeTable({ client: makeDocumentClient(aws.place), tableName: 't' });
    const keys = ['a', 'b', 'c'].map((pk) => ({ pk, sk: 'LATEST' }));
    expect(await table.batchGet(keys, anything)).toHaveLength(3);
    const asked = aws.requests as { RequestItems: { t: { Keys: unknown[]; ConsistentRead: boolean } } }[];
    expect(asked.map(({ RequestItems: { t } }) => t.Keys.length)).toEqual([3, 3, 2, 1]);
    expect(asked.every(({ RequestItems: { t } }) => t.ConsistentRead)).toBe(true);
  });

  it('gives up on a batch that makes no progress', async () => {
    const aws = await startScriptedAws((_, body) => ({
      body: { Responses: { t: [] }, UnprocessedKeys: body['RequestItems'] },
    }));
    onTestFinished(() => aws.stop());
    const table = makeTable({ client: makeDocumentClient(aws.place), tableName: 't' });
    const error = await thrownBy(table.batchGet([{ pk: 'a', sk: 'LATEST' }], anything));
    expect(error).toMatchObject({ name: 'TransientError', code: 'UnprocessedKeys' });
  });
});

describe('sending', () => {
  type Batch = {
    Entries: { Id: string; MessageBody: string; MessageGroupId?: string; MessageDeduplicationId?: string }[];
  };
  const failed = (Id: string, SenderFault: boolean) => ({
    Id,
    SenderFault,
    Code: SenderFault ? 'Bad' : 'Throttled',
  });
  const done = ({ Id, MessageBody }: Batch['Entries'][number]) => ({
    Id,
    MessageId: Id,
    MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
  });
  const scripted = async (
    answer: (index: number, batch: Batch) => { Successful: object[]; Failed: object[] },
  ) => {
    const aws = await startScriptedAws((index, body) => ({ body: answer(index, body as Batch) }));
    onTestFinished(() => aws.stop());
    const queueUrl = `${aws.place.endpoint}/1/q`;
    const queueUrls = {
      changes: queueUrl,
      feeds: `${queueUrl}.fifo`,
      urgent: queueUrl,
      uploads: queueUrl,
      bulk: queueUrl,
    };
    return {
      prompts: makeSqsPrompts({ client: makeSqsClient(aws.place), queueUrls }),
      batches: aws.requests as Batch[],
    };
  };
  const prompt = (releaseId: string) => ({ prompt: 'announce', releaseId }) as const;

  it('sends again only what the queue did not take', async () => {
    const { prompts, batches } = await scripted((index, { Entries }) => ({
      Successful: Entries.slice(1).map(done),
      Failed: index < 2 ? [failed(Entries[0]!.Id, false)] : [],
    }));
    await prompts.send('changes', ['a', 'b', 'c'].map(prompt));
    expect(batches.map(({ Entries }) => Entries.map(({ Id }) => Id))).toEqual([
      ['0', '1', '2'],
      ['0'],
      ['0'],
    ]);
  });

  it('throws where the queue does not take all', async () => {
    const { prompts } = await scripted((_, { Entries }) => ({
      Successful: [],
      Failed: Entries.map(({ Id }) => failed(Id, false)),
    }));
    const error = await thrownBy(prompts.send('changes', [prompt('a')]));
    expect(error).toMatchObject({ name: 'TransientError', code: 'Throttled' });
  });

  it('throws at once where the fault is ours', async () => {
    const { prompts, batches } = await scripted((_, { Entries }) => ({
      Successful: [],
      Failed: Entries.map(({ Id }) => failed(Id, true)),
    }));
    const error = await thrownBy(prompts.send('changes', [prompt('a')]));
    expect(error).toMatchObject({ name: 'PermanentError', code: 'Bad' });
    expect(batches).toHaveLength(1);
  });

  it('groups by what must stay in order or be shared out fairly', async () => {
    const { prompts, batches } = await scripted((_, { Entries }) => ({
      Successful: Entries.map(done),
      Failed: [],
    }));
    const feed = { prompt: 'feed', feedId: 'n/blora' } as const;
    await prompts.send('feeds', [feed, feed, { prompt: 'index', newsroom: 'blora' }]);
    await prompts.send('urgent', [
      { prompt: 'deliver', releaseId: 'blora/x', endpointId: 'ep1' },
      { prompt: 'challenge', endpointId: 'ep2' },
    ]);
    await prompts.send('uploads', [{ prompt: 'key', key: 'k' }]);
    const subscription = { feedId: 'n/blora', format: 'rss' } as const;
    await prompts.send('bulk', [
      { prompt: 'verify', ...subscription, callbackId: 'c1' },
      { prompt: 'verify', ...subscription, callbackId: 'c2' },
      { prompt: 'notify', ...subscription, callbackId: 'c2' },
    ]);
    const groups = batches.map(({ Entries }) => Entries.map(({ MessageGroupId }) => MessageGroupId));
    expect(groups).toEqual([
      ['feed:n/blora', 'feed:n/blora', 'index:blora'],
      ['ep1', 'ep2'],
      [undefined],
      ['verify', 'verify', 'c2'],
    ]);
    const ids = batches[0]!.Entries.map(({ MessageDeduplicationId }) => MessageDeduplicationId);
    expect(new Set(ids).size).toBe(3);
    expect(batches[1]!.Entries.every((entry) => entry.MessageDeduplicationId === undefined)).toBe(true);
  });
});

describe('the keyring', () => {
  const root = (id: string) => ({ id, secret: `${id}-`.repeat(20) });
  const keyringOf = async (value: string) => {
    const clock = makeMemoryClock(0);
    const secretId = await local.secretWith(value);
    return { clock, secretId, keyring: makeSecretKeyring({ client: secrets, secretId, clock }) };
  };

  it('reads a single root, as it was generated', async () => {
    const { keyring } = await keyringOf(JSON.stringify(root('r1')));
    expect((await keyring.roots()).map(({ id }) => id)).toEqual(['r1']);
  });

  it('sees an appended root after five minutes', async () => {
    const { keyring, clock, secretId } = await keyringOf(JSON.stringify(root('r1')));
    const ids = async () => (await keyring.roots()).map(({ id }) => id);
    await ids();
    const SecretString = JSON.stringify({ roots: [root('r1'), root('r2')] });
    await secrets.send(new PutSecretValueCommand({ SecretId: secretId, SecretString }));
    clock.advance(299_999);
    expect(await ids()).toEqual(['r1']);
    clock.advance(1);
    expect(await ids()).toEqual(['r2', 'r1']);
  });

  it('goes on with the roots it knows while the secret cannot be read', async () => {
    const { keyring, clock } = await keyringOf(JSON.stringify(root('r1')));
    await keyring.roots();
    clock.advance(300_000);
    failNext('GetSecretValue', { always: { kind: 'throttle' } });
    expect(await keyring.roots()).toHaveLength(1);
  });

  it('refuses two roots of one id: which of them signs would be chance', async () => {
    const { keyring } = await keyringOf(JSON.stringify({ roots: [root('r1'), root('r1')] }));
    expect(await thrownBy(keyring.roots())).toMatchObject({ code: 'MalformedKeyring' });
  });

  it.each(['RAHASIA', '{"id":"RAHASIA"', '{"id":"r1","secret":"RAHASIA"}', '{"roots":[]}', '[]'])(
    'refuses %s without quoting it',
    async (value) => {
      const { keyring } = await keyringOf(value);
      const error = await thrownBy(keyring.roots());
      expect(error).toMatchObject({ name: 'PermanentError', code: 'MalformedKeyring' });
      expect(
        `${(error as Error).message}${String((error as Error).cause)}${(error as Error).stack}`,
      ).not.toContain('RAHASIA');
    },
  );
});

describe('records that fail', () => {
  const recordOf = async (url: string, arn: string): Promise<SQSRecord> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 5, MessageSystemAttributeNames: ['All'] }),
    );
    const [{ MessageId, ReceiptHandle, Body, Attributes }] = Messages as [(typeof Messages)[number]];
    return {
      messageId: MessageId!,
      receiptHandle: ReceiptHandle!,
      body: Body!,
      attributes: Attributes as unknown as SQSRecord['attributes'],
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: 'eu-west-1',
    };
  };
  const arnOf = (url: string) => `arn:aws:sqs:eu-west-1:1:${url.split('/').at(-1)}`;

  it.each(['changes', 'feeds.fifo'])(
    'of %s go to the dead-letter queue with body and group',
    async (name) => {
      const queueUrl = await local.emptyQueue(name);
      const deadLetterUrl = await local.emptyQueue(`dead-${name}`);
      const fifo = name.endsWith('.fifo') ? { MessageGroupId: 'g', MessageDeduplicationId: '1' } : {};
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'not a prompt', ...fifo }));
      const record = await recordOf(queueUrl, arnOf(queueUrl));
      const failed = makeSqsFailedRecords({ client: sqs, queues: [{ queueUrl, deadLetterUrl }] });
      await failed.sendToDeadLetter(record);
      expect(await drain(sqs, deadLetterUrl, 1, 5000)).toEqual(['not a prompt']);
    },
  );

  it('come again when told', async () => {
    const queueUrl = await local.emptyQueue('changes');
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' }));
    const record = await recordOf(queueUrl, arnOf(queueUrl));
    const failed = makeSqsFailedRecords({ client: sqs, queues: [{ queueUrl, deadLetterUrl: 'none' }] });
    await failed.delayRetry(record, 0);
    expect((await recordOf(queueUrl, arnOf(queueUrl))).attributes.ApproximateReceiveCount).toBe('2');
    const other = { ...record, eventSourceARN: 'arn:aws:sqs:eu-west-1:1:other' };
    expect(await thrownBy(failed.delayRetry(other, 1))).toMatchObject({ code: 'UnknownQueue' });
  });
});
