import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { drop, remove } from '../support/author.ts';
import { presswire } from '../support/command-line.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { itemsOf } from '../support/table-items.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

/** What a rebuild makes again; newsrooms, partners and what they hold are not in the log. */
const REBUILT = /^(?:RELEASE|SOURCE|CONTENT|FEED|DUE)#/;
const MINUTE_MS = 60_000;

let stack: WholeStack;
let partner: Partner;
beforeAll(async () => {
  stack = await startWhole();
  partner = await startPartner(stack.running.now);
  await join(stack, 'planet', partner);
}, 120_000);
afterAll(async () => {
  await partner.stop();
  await stack.stop();
});

const order = (name: string, command: object) =>
  stack.s3.send(
    new PutObjectCommand({
      Bucket: stack.running.dropBucket,
      Key: `commands/${name}.json`,
      Body: JSON.stringify(command),
    }),
  );

/** The run's first look at anything is a cold one, on a machine that may have more to do. */
const eventually = (check: () => Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 90_000, interval: 250 });

/** Minutes of the clock, each with all that it prompts; then the next tick is nearly a minute away. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.running.advance(MINUTE_MS - (stack.running.now() % MINUTE_MS) + 500);
    await quiet(stack);
  }
}

/** Says in which five minutes the site was last built, whatever else stands in it: that goes on by the clock. */
const STATUS = 'status.json';
const BUILT_AT = /"newestBuild": "[^"]*"/;

/** Every public object: its bytes and what the edge knows of it. */
async function publicObjects(): Promise<Record<string, string>> {
  const { running, s3 } = stack;
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
  const { running, s3 } = stack;
  for (const Key of Object.keys(await publicObjects()))
    await s3.send(new DeleteObjectCommand({ Bucket: running.publicBucket, Key }));
  const table = makeDocumentClient(running.aws.clientConfig);
  for (const { pk, sk } of await itemsOf(table, running.table)) {
    if (!REBUILT.test(pk) && sk !== 'REMOVALS') continue;
    await table.send(new DeleteCommand({ TableName: running.table, Key: { pk, sk } }));
  }
}

/** Something that is planned for long after, of a thing that nobody knows. */
async function putDue(queue: string): Promise<void> {
  const [dueAt, kind, id] = ['2099-01-01T00:00:00.000Z', 'by-hand', 'nobody'];
  const prompt =
    queue === 'bulk' ? { prompt: 'challenge', endpointId: id } : { prompt: 'key', key: 'incoming/x/y' };
  const key = { pk: 'DUE#0', sk: `${dueAt}#${kind}#${id}#${queue}` };
  const Item = { ...key, dueAt, kind, id, n: queue, queue, prompt };
  const { running } = stack;
  await makeDocumentClient(running.aws.clientConfig).send(new PutCommand({ TableName: running.table, Item }));
}

async function plannedBy(kind: string): Promise<unknown[]> {
  const { running } = stack;
  const items = await itemsOf(makeDocumentClient(running.aws.clientConfig), running.table);
  return items.filter((item) => item['kind'] === kind).map((item) => item['queue']);
}

/** The queues that the operator's own process has sent to; the clock's sweeps go on meanwhile, in a role of their own. */
const promptedByHand = (since: number): Set<string> =>
  new Set(
    stack.calls
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
      const { running, calls } = stack;
      const passes = new Date(running.now() + 3 * MINUTE_MS).toISOString();
      await drop(stack, 'blora/pasar.txt', 'Pasar buka\n\nPedagang kembali ke los lama.\n');
      await drop(stack, 'blora/air.txt', 'Air bersih\n\nTruk tangki datang setiap Selasa.\n');
      await drop(stack, 'blora/rahasia.txt', 'Rahasia\n\nNaskah yang dilarang pengadilan.\n');
      await drop(stack, 'blora/hapus.txt', 'Salah unggah\n\nTidak jadi terbit.\n');
      await drop(
        stack,
        'blora/beras.md',
        `---\ntitle: Harga beras\nembargo: ${passes}\n---\n\nHarga turun.\n`,
      );
      await drop(
        stack,
        'harbour/ferry.md',
        '---\ntitle: Ferry\npublishAt: 2099-01-01 10:00\n---\n\nLater.\n',
      );
      await eventually(async () => expect(partner.received).toHaveLength(4));
      await drop(
        stack,
        'blora/pasar.txt',
        'Pasar buka\n\nPedagang kembali ke los baru.\n\nRALAT: Los baru.\n',
      );
      await order('one', { command: 'withdraw', releaseId: 'blora/air', reason: 'No.' });
      await order('two', { command: 'kill', releaseId: 'blora/rahasia', reason: 'Ordered.' });
      await remove(stack, 'blora/hapus.txt');
      await eventually(async () => expect(partner.received).toHaveLength(7));
      await pass(4);
      // The correction, the withdrawal, the kill, the deletion after its grace, and the embargo that passed.
      await eventually(async () => expect(partner.received).toHaveLength(9));
      await drop(stack, 'blora/akhir.txt', 'Yang terakhir\n\nSesudah semua itu.\n');
      await eventually(async () => expect(partner.received).toHaveLength(10));
      await pass(1);
      const before = await publicObjects();
      expect(before['n/blora/feed.xml']).toMatch(/Harga beras[^]*Los baru[.]|Los baru[.][^]*Harga beras/);

      const since = calls.length;
      expect(await presswire(running, 'rebuild')).toEqual({
        code: 1,
        said: expect.stringMatching(/^presswire: The table knows .* already, so nothing was done/),
      });
      await pass(1);
      await loseEverything();
      expect(await publicObjects()).toEqual({});
      // As one that was cut off leaves it.
      await drop(stack, 'nowhere/x.txt', 'Nowhere\n\nNo desk.\n');
      await quiet(stack);
      for (const queue of ['uploads', 'bulk']) await putDue(queue);
      expect(await presswire(running, 'rebuild')).toMatchObject({ code: 1 });
      const { code, said } = await presswire(running, 'rebuild', '--empty');
      expect(said).toMatch(/^12 uploads, deletions and commands told again: 7 releases\.\n/);
      expect(said).toContain('1 files were refused since their newsroom is not in the table.');
      expect(said).toContain('- incoming/nowhere/x.txt');
      expect(code).toBe(0);
      expect(await plannedBy('by-hand')).toEqual(['bulk']);
      // Into the next five minutes.
      await running.advance(5 * MINUTE_MS);
      await eventually(async () => expect(await publicObjects()).toEqual(before));
      await quiet(stack);
      expect(promptedByHand(since)).toEqual(new Set(['Feeds']));
      expect(partner.received).toHaveLength(10);
      expect(partner.turnedAway).toEqual([]);
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
