import { ListObjectsV2Command, GetObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { drop, receiptOf, remove } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { itemsOf, type StoredItem } from '../support/table-items.ts';
import { until } from '../support/until.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

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

async function publish(path: string, text: string): Promise<void> {
  await receiptOf(stack, path, await drop(stack, path, text));
  await quiet(stack);
}

/** Minutes of the clock, each with all that it prompts. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.running.advance(MINUTE_MS);
    await quiet(stack);
  }
}

const table = () => makeDocumentClient(stack.running.aws.clientConfig);
const allItems = () => itemsOf(table(), stack.running.table);

/** Makes the table hold these items and no others, as a restore to a point in time does. */
async function restore(items: readonly StoredItem[]): Promise<void> {
  const client = table();
  const TableName = stack.running.table;
  for (const { pk, sk } of await allItems()) {
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  }
  for (const Item of items) await client.send(new PutCommand({ TableName, Item }));
}

/** Pages, JSON and feeds of the newsrooms; what speaks of the whole site names the time of its last build. */
async function shown(): Promise<Record<string, string>> {
  const { s3, running } = stack;
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: running.publicBucket, Prefix: 'n/' }),
  );
  const objects = Contents.map(async ({ Key = '' }) => {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: running.publicBucket, Key }));
    return [Key, `${Metadata?.['status'] ?? ''}\n${await Body?.transformToString()}`] as const;
  });
  return Object.fromEntries(await Promise.all(objects));
}

const releasesSchema = z.object({
  releases: z.array(z.object({ id: z.string(), state: z.string(), version: z.number() })),
});
const releases = async () =>
  releasesSchema
    .parse(await stack.api('GET', '/releases'))
    .releases.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What the partner's site shows by the contract: upsert by `uri`, a lower version is dropped. */
function replica(): Map<string, string> {
  const held = new Map<string, { version: number; says: string }>();
  for (const { type, data } of partner.received) {
    const { uri = '', version = 0, headline = '' } = data;
    if ((held.get(uri)?.version ?? 0) > version) continue;
    held.set(uri, { version, says: type === 'release.withdrawn' ? 'withdrawn' : headline });
  }
  return new Map([...held].map(([uri, { version, says }]) => [uri, `${version} ${says}`]));
}

it(
  'a table restored to an hour ago catches up with the drop bucket by itself, and partners lose nothing',
  { timeout: 400_000 },
  async () => {
    await publish('blora/pasar.md', '# Pasar buka\n\nPedagang kembali ke los lama.\n');
    await publish('blora/air.md', '# Air bersih\n\nTruk tangki datang setiap Selasa.\n');
    await pass(12);
    const anHourAgo = await allItems();

    await publish('blora/pasar.md', '# Pasar buka\n\nPedagang kembali ke los baru.\n\nRALAT: Los baru.\n');
    await remove(stack, 'blora/air.md');
    await publish('harbour/ferry.md', '# Ferry runs\n\nEvery twenty minutes.\n');
    await pass(3);
    const before = { shown: await shown(), releases: await releases(), replica: replica() };
    expect(before.releases).toEqual([
      { id: 'blora/air', state: 'withdrawn', version: 2 },
      { id: 'blora/pasar', state: 'published', version: 2 },
      { id: 'harbour/ferry', state: 'published', version: 1 },
    ]);
    expect(before.replica.size).toBe(3);

    await restore(anHourAgo);
    expect((await releases()).map(({ version }) => version)).toEqual([1, 1]);
    await until('the table to follow the log', async () => (await releases()).length === 3, {
      moving: () => pass(1),
      patienceMs: 120_000,
    });
    // Looks and sweeps: a feed whose builder remembers an older one is built again.
    await pass(15);
    expect(await releases()).toEqual(before.releases);
    expect(await shown()).toEqual(before.shown);
    expect(replica()).toEqual(before.replica);
  },
);
