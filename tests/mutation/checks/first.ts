import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import * as z from 'zod';
import { packZip } from '../../../functions/convert/pack-zip.ts';
import type { Check } from '../checks.ts';
import { expectAnswer, pageOf, upload } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

const KEY = 'incoming/blora/pasar-murah.md';
const ZIP_KEY = 'incoming/blora/posyandu.zip';
const HEADLINE = 'Pasar murah dibuka';
const createdSchema = z.object({ id: z.string(), secret: z.string() });
const busEventSchema = z.object({ data: z.object({ links: z.object({ html: z.string() }) }) });
const checkedSchema = z.object({ state: z.literal('checked'), would: z.literal('published') });
const endpointSchema = z.object({ state: z.string() });

/** The main job: a newsroom, a partner, a file; its receipt, page, feeds and webhook. */
export const first: readonly Check[] = [
  { name: 'the API takes a newsroom, a partner and an endpoint', run: register },
  { name: 'an endpoint that failed its challenge is asked again', run: challenge },
  { name: 'an upload gets its receipt', run: receipt },
  { name: 'a ZIP is opened, and what it holds gets its receipt', run: zip },
  { name: 'a file below check/ is only answered, packed or not', run: checked },
  { name: 'a picture is shown with its text, and goes with it', run: picture },
  { name: 'a release has its page and its JSON', run: page },
  { name: 'feeds and index pages follow, with their true types', run: feeds },
  { name: 'the partner is told, signed', run: told },
  { name: 'the bus is told, with the page’s address', run: bus },
  { name: 'the same upload again is unchanged', run: again },
];

async function register(world: World): Promise<void> {
  const { api, partner } = world;
  await api('PUT', '/newsrooms/blora', {
    name: 'Blora Public Relations',
    host: 'blora.publicrelations.id',
    timezone: 'Asia/Jakarta',
    language: 'id',
  });
  await api('POST', '/partners', { id: 'kabar', name: 'Kabar', contactEmail: 'a@kabar.example' });
  const made = await api('POST', '/partners/kabar/endpoints', { url: partner.url, format: 'thin' });
  const { id, secret } = createdSchema.parse(made);
  partner.secret = secret;
  world.known.endpointId = id;
}

async function challenge(world: World): Promise<void> {
  const { partner } = world;
  partner.answer = 503;
  await until(world, 'the challenge', async () => partner.turnedAway.length > 0, {
    movingMs: 2_000,
    withinMs: 30_000,
  });
  partner.answer = 200;
  const path = `/partners/kabar/endpoints/${world.known.endpointId}`;
  const isActive = async () => endpointSchema.parse(await world.api('GET', path)).state === 'active';
  await until(world, 'the endpoint to be active', isActive, { movingMs: 2_000, withinMs: 60_000 });
}

async function receipt(world: World): Promise<void> {
  await upload(world, KEY, HEADLINE);
  world.known.page = await pageOf(world, KEY, 'published');
}

async function checked(world: World): Promise<void> {
  const { s3, running } = world;
  const text = Buffer.from('# Lomba mewarnai\n\nLomba mewarnai digelar hari Minggu.\n');
  for (const [path, Body] of [
    ['lomba.md', text],
    ['lomba.zip', packZip([{ name: 'release.md', bytes: text }])],
  ] as const) {
    const Bucket = running.dropBucket;
    await s3.send(new PutObjectCommand({ Bucket, Key: `check/blora/${path}`, Body }));
    await until(world, `the receipt of check/blora/${path}`, async () => {
      const Key = `receipts/_check/blora/${path}.json`;
      const { Body: json } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return checkedSchema.parse(JSON.parse((await json?.transformToString()) ?? ''));
    });
  }
}

async function zip(world: World): Promise<void> {
  const { s3, running } = world;
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  const Body = packZip([
    { name: 'release.md', bytes: Buffer.from('# Posyandu dibuka\n\nPosyandu dibuka hari Senin.\n') },
    { name: 'posyandu.png', bytes: photo },
  ]);
  await s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key: ZIP_KEY, Body }));
  world.known.zipPage = await pageOf(world, ZIP_KEY, 'published');
}

async function picture(world: World): Promise<void> {
  const { running, known, api, s3 } = world;
  const html = await (await fetch(known.zipPage)).text();
  const [path] = /\/media\/[0-9a-f]{64}\.jpg/.exec(html) ?? [];
  if (path === undefined) throw new Error(`${known.zipPage} shows no picture`);
  await expectAnswer(running.site + path, 200, /^image\/jpeg$/, '');
  await api('POST', '/releases/blora/posyandu/withdraw', { reason: 'Tanggal berubah.' });
  // The edge keeps it for five minutes; the bucket must not.
  const list = new ListObjectsV2Command({ Bucket: running.publicBucket, Prefix: path.slice(1) });
  await until(world, 'the picture to be gone', async () => (await s3.send(list)).KeyCount === 0);
}

async function page({ known }: World): Promise<void> {
  await expectAnswer(known.page, 200, /^text\/html/, HEADLINE);
  await expectAnswer(`${known.page}.json`, 200, /^application\/json/, HEADLINE);
  await expectAnswer(`${known.page}/v1.json`, 200, /^application\/json/, HEADLINE);
}

async function feeds(world: World): Promise<void> {
  for (const [path, type] of [
    ['/feed.xml', /^application\/rss\+xml/],
    ['/n/blora/atom.xml', /^application\/atom\+xml/],
    ['/feed.json', /^application\/feed\+json/],
    ['/', /^text\/html/],
    ['/n/blora/', /^text\/html/],
  ] as const) {
    const isThere = () => expectAnswer(world.running.site + path, 200, type, HEADLINE);
    await until(world, path, isThere, { movingMs: 1_000, withinMs: 20_000 });
  }
}

async function told(world: World): Promise<void> {
  await until(world, 'release.published', async () =>
    world.partner.received.find(({ type }) => type === 'release.published'),
  );
}

async function bus(world: World): Promise<void> {
  const { aws, site } = world.running;
  await until(world, 'release.published on the bus', async () => {
    const event = aws.eventLog.events.find((one) => one['detail-type'] === 'release.published');
    return event === undefined
      ? undefined
      : busEventSchema.parse(event.detail).data.links.html.startsWith(site);
  });
}

async function again(world: World): Promise<void> {
  await upload(world, KEY, HEADLINE);
  await pageOf(world, KEY, 'unchanged');
}
