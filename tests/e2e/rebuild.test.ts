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
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import { startLocal, type Running } from '../../local/start.ts';
import { presswire } from '../support/command-line.ts';
import { itemsOf } from '../support/table-items.ts';

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

/** The run's first look at anything is a cold one, on a machine that may have more to do. */
const eventually = (check: () => Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 90_000, interval: 250 });

/** Says in which five minutes the site was last built, whatever else stands in it: that goes on by the clock. */
const STATUS = 'status.json';
const BUILT_AT = /"newestBuild": "[^"]*"/;

/** Every public object: its bytes and what the edge knows of it. */
async function publicObjects(): Promise<Record<string, string>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: running.publicBucket }));
  const objects = Contents.map(async ({ Key = '' }) => {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: running.publicBucket, Key }));
    const body = (await Body?.transformToString()) ?? '';
    if (Key === STATUS) return [Key, body.replace(BUILT_AT, '')] as const;
    return [Key, `${JSON.stringify(Metadata)}\n${body}`] as const;
  });
  return Object.fromEntries(await Promise.all(objects));
}

async function loseEverything(): Promise<void> {
  for (const Key of Object.keys(await publicObjects()))
    await s3.send(new DeleteObjectCommand({ Bucket: running.publicBucket, Key }));
  const table = makeDocumentClient(running.aws.clientConfig);
  for (const { pk, sk } of await itemsOf(table, running.table)) {
    if (!REBUILT.test(pk) && sk !== 'REMOVALS') continue;
    await table.send(new DeleteCommand({ TableName: running.table, Key: { pk, sk } }));
  }
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
  it(
    'are made again from the drop bucket, byte for byte, and nobody is told',
    { timeout: 400_000 },
    async () => {
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
      await put(
        'incoming/harbour/ferry.md',
        '---\ntitle: Ferry\npublishAt: 2099-01-01 10:00\n---\n\nLater.\n',
      );
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
      expect(await presswire(running, 'rebuild')).toEqual({
        code: 0,
        said: expect.stringMatching(/^5 uploads, deletions and commands told again: 3 releases\./),
      });
      // Into the next five minutes.
      await running.advance(300_000);
      await eventually(async () => expect(await publicObjects()).toEqual(before));
      expect(promptedByHand(since)).toEqual(new Set(['Feeds']));
    },
  );

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
