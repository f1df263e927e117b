import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { stackEnvironment } from '../../local/presswire/stack-environment.ts';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import { startLocal, type Running } from '../../local/start.ts';
import { eventually } from '../support/small-stack.ts';

/** What a rebuild makes again; newsrooms, partners and what they hold are not in the log. */
const REBUILT = /^(?:RELEASE|SOURCE|CONTENT|FEED|DUE)#/;

const calls: CallRecord[] = [];
let running: Running;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  running = await startLocal({ onCall: (call) => calls.push(call) });
  s3 = new S3Client(running.aws.clientConfig);
  sqs = new SQSClient(running.aws.clientConfig);
});
afterAll(() => running.stop());

const put = (key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key: key, Body }));

/** Every public object: its bytes and what the edge knows of it. */
async function publicObjects(): Promise<Record<string, string>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: running.publicBucket }));
  const objects = Contents.map(async ({ Key = '' }) => {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: running.publicBucket, Key }));
    return [Key, `${JSON.stringify(Metadata)}\n${await Body?.transformToString()}`] as const;
  });
  return Object.fromEntries(await Promise.all(objects));
}

async function loseEverything(): Promise<void> {
  for (const Key of Object.keys(await publicObjects()))
    await s3.send(new DeleteObjectCommand({ Bucket: running.publicBucket, Key }));
  const table = makeDocumentClient(running.aws.clientConfig);
  const { Items = [] } = await table.send(new ScanCommand({ TableName: running.table }));
  for (const { pk, sk } of Items) {
    if (!REBUILT.test(pk) && sk !== 'REMOVALS') continue;
    await table.send(new DeleteCommand({ TableName: running.table, Key: { pk, sk } }));
  }
}

/** `presswire rebuild`, as an operator runs it beside the stack. */
async function runRebuild(): Promise<{ code: unknown; said: string }> {
  const { accessKeyId, secretAccessKey } = running.aws.credentials;
  const child = spawn(process.execPath, ['cli/presswire.js', 'rebuild'], {
    env: {
      PATH: process.env['PATH'],
      ...stackEnvironment(running.functions),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: running.aws.region,
      AWS_ENDPOINT_URL: running.s3,
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const [code] = await once(child, 'exit');
  return { code, said };
}

/** Of all queues, those in hand and those that wait included. */
async function messagesLeft(): Promise<number> {
  const left = Object.values(running.queues).map(async (QueueUrl) => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages: lie, ApproximateNumberOfMessagesNotVisible: inHand } = Attributes;
    return Number(lie) + Number(inHand) + Number(Attributes['ApproximateNumberOfMessagesDelayed']);
  });
  return (await Promise.all(left)).reduce((sum, count) => sum + count, 0);
}

/** The queues that the operator's own process has sent to; the clock's sweeps go on meanwhile, in a role of their own. */
const promptedByHand = (since: number): Set<string> =>
  new Set(
    calls
      .slice(since)
      .filter(
        ({ action, principal }) => action === 'sqs:SendMessage' && !principal.includes(':assumed-role/'),
      )
      .map(({ resource }) => /-([A-Za-z]+)Queue/.exec(resource)?.[1] ?? resource),
  );

describe('a table and a public bucket that were lost', () => {
  it('are made again from the drop bucket, byte for byte, and nobody is told', async () => {
    const feed = async (): Promise<string> => (await publicObjects())['n/blora/feed.xml'] ?? '';
    await put('incoming/blora/pasar.txt', 'Pasar buka\n\nPedagang kembali ke los lama.\n');
    await put('incoming/blora/air.txt', 'Air bersih\n\nTruk tangki datang setiap Selasa.\n');
    await eventually(async () =>
      expect(await feed()).toMatch(/Pasar buka[^]*Air bersih|Air bersih[^]*Pasar buka/),
    );
    await put(
      'incoming/blora/pasar.txt',
      'Pasar buka\n\nPedagang kembali ke los baru.\n\nRALAT: Los baru.\n',
    );
    await put(
      'commands/one.json',
      JSON.stringify({ command: 'withdraw', releaseId: 'blora/air', reason: 'No.' }),
    );
    await put('incoming/harbour/ferry.md', '---\ntitle: Ferry\npublishAt: 2099-01-01 10:00\n---\n\nLater.\n');
    await eventually(async () => {
      expect(await feed()).toContain('Los baru.');
      expect(await feed()).toContain('[Withdrawn] Air bersih');
      expect((await publicObjects())['index.html']).not.toContain('Air bersih');
    });
    await eventually(async () => expect(await messagesLeft()).toBe(0));
    const before = await publicObjects();

    await loseEverything();
    expect(await publicObjects()).toEqual({});
    const since = calls.length;
    expect(await runRebuild()).toEqual({
      code: 0,
      said: expect.stringMatching(/^5 uploads, deletions and commands told again: 3 releases\./),
    });
    await eventually(async () => expect(await publicObjects()).toEqual(before));
    expect(promptedByHand(since)).toEqual(new Set(['Feeds']));
  });

  it('says what it needs where its settings are missing', async () => {
    const child = spawn(process.execPath, ['cli/presswire.js', 'rebuild', '--site', 'http://127.0.0.1:9'], {
      env: { PATH: process.env['PATH'] },
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const [code] = await once(child, 'exit');
    expect(code).toBe(2);
    expect(said).toMatch(/DROP_BUCKET.* is not set/);
  });
});
