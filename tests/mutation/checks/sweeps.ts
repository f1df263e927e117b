import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { dueKey, pointerKey, sourceKey } from '#adapters/aws/table-keys.ts';
import { PULSE_KEY, PULSE_RECEIPT_KEY } from '#domain/pulse/pulse.ts';
import type { Due } from '#domain/prompt/due.ts';
import { putItem } from '../../../local/presswire/table-items.ts';
import type { Check } from '../checks.ts';
import { hasItem, send } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

const MINUTE_MS = 60_000;
const RELEASE = 'blora/pasar-murah';

/** What comes about by itself, by the clock. */
export const sweeps: readonly Check[] = [
  { name: 'what is due on each queue becomes a prompt', run: due },
  { name: 'the pulse is answered, and goes again', run: pulse },
  { name: 'an upload that was not taken to its end is found', run: upload },
  { name: 'a feed that was lost is built again', run: feed },
  { name: 'a pointer to what is in no feed is removed', run: pointer },
];

async function due(world: World): Promise<void> {
  const { running, known } = world;
  const deliver = { prompt: 'deliver', releaseId: RELEASE, endpointId: known.endpointId } as const;
  const place = { dueAt: new Date(running.now()).toISOString(), kind: 'probe', id: RELEASE };
  const items: Due[] = [
    { ...place, n: '1', queue: 'uploads', prompt: { prompt: 'release', releaseId: RELEASE, why: 'time' } },
    { ...place, n: '2', queue: 'changes', prompt: { prompt: 'announce', releaseId: RELEASE } },
    { ...place, n: '3', queue: 'feeds', prompt: { prompt: 'feed', feedId: 'network' } },
    { ...place, n: '4', queue: 'urgent', prompt: deliver },
    { ...place, n: '5', queue: 'deliveries', prompt: deliver },
    { ...place, n: '6', queue: 'bulk', prompt: deliver },
  ];
  for (const item of items) await putItem(running.aws, running.table, dueKey(item), item);
  const isSent = async (item: Due) => !(await hasItem(world, dueKey(item)));
  for (const item of items) {
    await until(world, `the due item for ${item.queue} to be gone`, () => isSent(item), {
      movingMs: MINUTE_MS,
      withinMs: 5 * MINUTE_MS,
    });
  }
}

/** The second one shows that the clock saw the answer to the first. */
async function pulse(world: World): Promise<void> {
  const { s3, running } = world;
  const putAt = async (Key: string) => {
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket: running.dropBucket, Key }));
    return LastModified?.getTime() ?? 0;
  };
  const first = await until(world, 'a pulse', () => putAt(PULSE_KEY), {
    movingMs: MINUTE_MS,
    withinMs: 2 * MINUTE_MS,
  });
  await until(world, 'another pulse', async () => (await putAt(PULSE_KEY)) > first, {
    movingMs: MINUTE_MS,
    withinMs: 10 * MINUTE_MS,
  });
  await until(world, 'its answer', async () => (await putAt(PULSE_RECEIPT_KEY)) > first);
}

/** As if ingest had died before its last line and the message been lost. */
async function upload(world: World): Promise<void> {
  const { dynamo, running } = world;
  const { pk, sk } = sourceKey('incoming/blora/pasar-murah.md');
  const item = { TableName: running.table, Key: { pk: { S: pk }, sk: { S: sk } } };
  await dynamo.send(new UpdateItemCommand({ ...item, UpdateExpression: 'REMOVE taken' }));
  const isTaken = async () => {
    const { Item } = await dynamo.send(new GetItemCommand({ ...item, ConsistentRead: true }));
    return Item?.['taken'] !== undefined;
  };
  await until(world, 'it to be taken', isTaken, { movingMs: MINUTE_MS, withinMs: 10 * MINUTE_MS });
}

async function feed(world: World): Promise<void> {
  const { s3, running } = world;
  const object = { Bucket: running.publicBucket, Key: 'feed.xml' };
  await s3.send(new DeleteObjectCommand(object));
  await until(world, 'the feed to be back', () => s3.send(new HeadObjectCommand(object)), {
    movingMs: MINUTE_MS,
    withinMs: 5 * MINUTE_MS,
  });
}

async function pointer(world: World): Promise<void> {
  const { running } = world;
  const stale = { feedId: 'network', releaseId: RELEASE, firstPublicAt: '2020-01-01T00:00:00.000Z', rev: 1 };
  await putItem(running.aws, running.table, pointerKey(stale), stale);
  await send(world, 'Feeds', { prompt: 'feed', feedId: 'network', look: true });
  await until(world, 'the pointer to be gone', async () => !(await hasItem(world, pointerKey(stale))), {
    movingMs: 1_000,
    withinMs: 10_000,
  });
}
