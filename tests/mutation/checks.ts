import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { sourceKey } from '#adapters/aws/table-keys.ts';
import { deadOf, expectAnswer, QUEUES, receiptOf, send, upload, type Queue } from './probes.ts';
import { until, type World } from './world.ts';

/** Something that works from end to end, named as it stands in the table of wires. */
export type Check = { name: string; run: (world: World) => Promise<void> };

const FIRST = 'incoming/blora/pasar-murah.md';
const SECOND = 'incoming/blora/jalan-baru.md';
const MINUTE_MS = 60_000;
/** Deliver's queues give up after fifty receives, each of which the clock has to be moved for. */
const MANY_RECEIVES_MS = 90_000;
/** A valid prompt for each queue, about a release and an endpoint that exist. */
const PROMPTS = (endpointId: string): Record<Queue, object> => ({
  Uploads: { prompt: 'release', releaseId: 'blora/jalan-baru', why: 'look' },
  Changes: { prompt: 'announce', releaseId: 'blora/jalan-baru' },
  Feeds: { prompt: 'feed', feedId: 'network' },
  Urgent: { prompt: 'deliver', releaseId: 'blora/jalan-baru', endpointId },
  Deliveries: { prompt: 'deliver', releaseId: 'blora/jalan-baru', endpointId },
  Bulk: { prompt: 'deliver', releaseId: 'blora/jalan-baru', endpointId },
});
const createdSchema = z.object({ id: z.string(), secret: z.string() });
const endpointsSchema = z.looseObject({ state: z.string() });

/** In the order in which they run; each leaves the stack as the next one expects it. */
export const CHECKS: readonly Check[] = [
  { name: 'the API takes a newsroom, a partner and an endpoint', run: register },
  { name: 'an endpoint answers its challenge', run: challenge },
  { name: 'an upload gets its receipt', run: receipt },
  { name: 'a release has its page and its JSON', run: page },
  { name: 'feeds and index pages follow, with their true types', run: feeds },
  { name: 'the partner is told, signed', run: told },
  { name: 'the public keys are at their address', run: publicKeys },
  { name: 'a partner that asks is told once more', run: toldAgain },
  { name: 'an address where nothing is answers the 404 page', run: notFound },
  { name: 'the same upload again is unchanged', run: again },
  { name: 'a partner that failed is told later', run: retried },
  { name: 'a deleted file is withdrawn and its page 410', run: withdrawn },
  { name: 'a killed release is 410 and the partner told', run: killed },
  { name: 'an upload whose event was lost is found', run: sweptUpload },
  { name: 'a feed that was lost is built again', run: sweptFeed },
  ...QUEUES.map((queue) => ({
    name: `an unreadable message on ${queue} goes to the dead letters`,
    run: (world: World) => unreadable(world, queue),
  })),
  {
    name: 'a message that fails rests briefly, and after many times lies with the dead letters',
    run: redriven,
  },
];

async function register(world: World): Promise<void> {
  const { api, partner } = world;
  await api('PUT', '/newsrooms/blora', {
    name: 'Blora Public Relations',
    host: 'blora.publicrelations.id',
    timezone: 'Asia/Jakarta',
    language: 'id',
  });
  await api('POST', '/partners', {
    id: 'kabar',
    name: 'Kabar',
    contactEmail: 'a@kabar.example',
    embargo: 'hold',
  });
  const made = createdSchema.parse(
    await api('POST', '/partners/kabar/endpoints', { url: partner.url, format: 'thin' }),
  );
  partner.secret = made.secret;
  world.known.endpointId = made.id;
}

async function challenge(world: World): Promise<void> {
  const path = `/partners/kabar/endpoints/${world.known.endpointId}`;
  await until(
    'the endpoint to be active',
    async () => endpointsSchema.parse(await world.api('GET', path)).state === 'active',
    { moving: () => world.running.advance(1_000) },
  );
}

async function receipt(world: World): Promise<void> {
  await upload(world, FIRST, 'Pasar murah dibuka', 'Warga mengantre sejak pagi.');
  const { state, release } = await receiptOf(world, FIRST, 'published');
  if (release?.url === undefined) throw new Error(`the receipt says ${state} and names no page`);
  world.known.page = release.url;
}

async function page(world: World): Promise<void> {
  const url = world.known.page;
  await expectAnswer(url, 200, /^text\/html/, 'Pasar murah dibuka');
  await expectAnswer(`${url}.json`, 200, /^application\/json/, 'Pasar murah dibuka');
  await expectAnswer(`${url}/v1.json`, 200, /^application\/json/, 'Pasar murah dibuka');
}

async function feeds({ running }: World): Promise<void> {
  const moving = () => running.advance(2_000);
  for (const [path, type] of [
    ['/feed.xml', /^application\/rss\+xml/],
    ['/n/blora/atom.xml', /^application\/atom\+xml/],
    ['/feed.json', /^application\/feed\+json/],
    ['/', /^text\/html/],
    ['/n/blora/', /^text\/html/],
  ] as const) {
    await until(path, () => expectAnswer(running.site + path, 200, type, 'Pasar murah dibuka'), { moving });
  }
}

async function told({ partner }: World): Promise<void> {
  await until('release.published', async () =>
    partner.received.find(({ type }) => type === 'release.published'),
  );
}

async function publicKeys({ running, known }: World): Promise<void> {
  const url = `${running.site}/.well-known/webhook-keys.json`;
  await expectAnswer(url, 200, /^application\/json/, `"kid":"${known.endpointId}.1"`);
}

async function toldAgain(world: World): Promise<void> {
  const { api, partner, known, running } = world;
  const count = (): number => partner.received.filter(({ type }) => type === 'release.published').length;
  const before = count();
  await api('POST', `/partners/kabar/endpoints/${known.endpointId}/replay`, { states: ['delivered'] });
  await until('the same webhook again', async () => count() > before, {
    moving: () => running.advance(2_000),
  });
}

async function notFound({ running }: World): Promise<void> {
  await until(
    'the 404 page',
    () => expectAnswer(`${running.site}/n/blora/nothing`, 404, /^text\/html/, '</html>'),
    {
      moving: () => running.advance(2_000),
    },
  );
}

async function again(world: World): Promise<void> {
  await upload(world, FIRST, 'Pasar murah dibuka', 'Warga mengantre sejak pagi.');
  await receiptOf(world, FIRST, 'unchanged');
}

async function retried(world: World): Promise<void> {
  const { partner, running } = world;
  partner.answer = 503;
  await upload(world, SECOND, 'Jalan baru selesai', 'Jalan itu dibuka hari ini.');
  await receiptOf(world, SECOND, 'published');
  await running.advance(5 * MINUTE_MS);
  partner.answer = 200;
  await until(
    'the partner to be told after all',
    async () => partner.received.some(({ data }) => data.headline === 'Jalan baru selesai'),
    { moving: () => running.advance(5 * MINUTE_MS) },
  );
}

async function withdrawn(world: World): Promise<void> {
  const { s3, running, partner } = world;
  await s3.send(new DeleteObjectCommand({ Bucket: running.dropBucket, Key: FIRST }));
  const moving = () => running.advance(MINUTE_MS);
  await until('410', () => expectAnswer(world.known.page, 410, /^text\/html/, '</html>'), { moving });
  await until('release.withdrawn', async () =>
    partner.received.find(({ type }) => type === 'release.withdrawn'),
  );
}

async function killed(world: World): Promise<void> {
  const { s3, running, partner } = world;
  const command = { command: 'kill', releaseId: 'blora/jalan-baru', reason: 'A court has forbidden it.' };
  const Key = 'commands/2026/kill-jalan-baru.json';
  await s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key, Body: JSON.stringify(command) }));
  await until('release.killed', async () => partner.received.find(({ type }) => type === 'release.killed'));
}

async function sweptUpload(world: World): Promise<void> {
  const { dynamo, running } = world;
  const { pk, sk } = sourceKey(FIRST);
  const item = { TableName: running.table, Key: { pk: { S: pk }, sk: { S: sk } } };
  await dynamo.send(new DeleteItemCommand(item));
  await until(
    'SOURCE to be back',
    async () => (await dynamo.send(new GetItemCommand({ ...item, ConsistentRead: true }))).Item,
    {
      moving: () => running.advance(MINUTE_MS),
    },
  );
}

async function sweptFeed({ s3, running }: World): Promise<void> {
  const feed = { Bucket: running.publicBucket, Key: 'feed.xml' };
  await s3.send(new DeleteObjectCommand(feed));
  await until('the feed to be back', () => s3.send(new HeadObjectCommand(feed)), {
    moving: () => running.advance(MINUTE_MS),
  });
}

async function unreadable(world: World, queue: Queue): Promise<void> {
  const before = await deadOf(world, queue);
  await send(world, queue, { prompt: 'no such prompt' });
  await until('a dead letter', async () => (await deadOf(world, queue)) > before, {
    moving: () => world.running.advance(2_000),
  });
}

async function redriven(world: World): Promise<void> {
  const { running, calls } = world;
  const prompts = PROMPTS(world.known.endpointId);
  const before = await Promise.all(QUEUES.map((queue) => deadOf(world, queue)));
  running.aws.setFaults(({ service, principal }) =>
    service === 'dynamodb' && principal.includes('role') ? { kind: 'error' } : undefined,
  );
  try {
    for (const queue of QUEUES) await send(world, queue, prompts[queue]);
    const isRested = (queue: string): boolean =>
      calls.some(
        ({ action, resource, status }) =>
          action === 'sqs:ChangeMessageVisibility' && resource.includes(`-${queue}Queue`) && status === 200,
      );
    const moving = () => running.advance(31_000);
    await until('every failed message to be given a rest', async () => QUEUES.every(isRested), { moving });
    await until(
      'dead letters on every queue',
      async () => {
        const now = await Promise.all(QUEUES.map((queue) => deadOf(world, queue)));
        return now.every((count, index) => count > (before[index] ?? 0));
      },
      { moving, patienceMs: MANY_RECEIVES_MS },
    );
  } finally {
    running.aws.setFaults(() => undefined);
  }
}
