import * as z from 'zod';
import type { Check } from '../checks.ts';
import { deadOf, expectAnswer, pageOf, upload } from '../probes.ts';
import { QUEUES } from '../queues.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

const listsSchema = z.object({
  newsrooms: z.array(z.object({ id: z.string() })),
  partners: z.array(z.object({ id: z.string() })),
  releases: z.array(z.object({ id: z.string() })),
  deliveries: z.array(z.object({ state: z.string() })),
});

const queuesSchema = z.object({ queues: z.array(z.object({ name: z.string(), dead: z.number() })) });
const formSchema = z.object({ url: z.string(), fields: z.record(z.string(), z.string()) });
const heldSchema = z.object({
  uploads: z.array(z.object({ versionId: z.string(), state: z.string() })),
});
const uploadsSchema = z.object({ uploads: z.array(z.object({ key: z.string() })) });

/** What operators ask of the API. */
export const operators: readonly Check[] = [
  { name: 'the API lists newsrooms, partners, releases and deliveries', run: lists },
  { name: 'the console is there', run: console },
  { name: 'the dead letters of every queue are sent on their way again', run: redrives },
  { name: 'a form of the API puts a file into the drop bucket', run: forms },
  { name: 'a receipt’s page is given out, and 404 where there is none', run: previews },
  { name: 'what waits for a second person is published when it is approved', run: review },
  { name: 'the API removes a partner', run: removes },
  { name: 'a killed release and its copy elsewhere are 410, their holders told', run: kills },
];

async function lists({ api }: World): Promise<void> {
  const { newsrooms, partners, releases, deliveries } = listsSchema.parse({
    ...Object(await api('GET', '/newsrooms')),
    ...Object(await api('GET', '/partners')),
    ...Object(await api('GET', '/releases')),
    ...Object(await api('GET', '/partners/kabar/deliveries')),
  });
  const ids = [...newsrooms, ...partners, ...releases].map(({ id }) => id);
  const missing = ['blora', 'kabar', 'blora/jalan-baru'].filter((id) => !ids.includes(id));
  if (missing.length > 0) throw new Error(`no list names ${missing.join(', ')}`);
  if (!deliveries.some(({ state }) => state === 'delivered')) throw new Error('no delivery is listed');
}

async function console({ running }: World): Promise<void> {
  await expectAnswer(`${running.site}/console`, 200, /^text\/html/, '</html>');
  await expectAnswer(`${running.site}/console/console.js`, 200, /^text\/javascript/, 'sessionStorage');
}

/** They are those of the checks of queues: one that nobody can read, one that failed too often. */
async function redrives(world: World): Promise<void> {
  for (const queue of QUEUES) {
    const name = queue.toLowerCase();
    const { queues } = queuesSchema.parse(await world.api('GET', '/queues'));
    if (!queues.some((one) => one.name === name && one.dead > 1))
      throw new Error(`${name} has no dead letters`);
    await world.api('POST', `/queues/${name}/redrive`);
    await until(
      world,
      `the dead letters of ${name} to be worked on`,
      async () => (await deadOf(world, queue)) === 1,
      {
        movingMs: 1_000,
        withinMs: 60_000,
      },
    );
  }
}

async function forms(world: World): Promise<void> {
  await post(world, 'incoming/blora/lewat-formulir.md', {});
  await post(world, 'check/blora/lewat-formulir.md', { check: true });
}

async function review(world: World): Promise<void> {
  const rules = { review: true };
  const desk = { name: 'Tinjau', host: 'tinjau.example', timezone: 'Asia/Jakarta', language: 'id', rules };
  await world.api('PUT', '/newsrooms/tinjau', desk);
  const key = 'incoming/tinjau/rapat.md';
  await upload(world, key, 'Rapat ditunda');
  const stateOf = async () => {
    const { uploads } = heldSchema.parse(await world.api('GET', '/uploads?newsroom=tinjau'));
    return uploads[0];
  };
  const held = await until(world, 'it to be held', async () => {
    const one = await stateOf();
    return one?.state === 'held' ? one : undefined;
  });
  await world.api('POST', '/uploads/approve', { key, versionId: held.versionId });
  await until(world, 'it to be published', async () => (await stateOf())?.state === 'published');
}

async function previews({ running }: World): Promise<void> {
  for (const [path, wanted] of [
    ['lewat-formulir.md', 200],
    ['tidak-ada.md', 404],
  ] as const) {
    const address = `${running.site}/api/uploads/preview?key=incoming/blora/${path}`;
    const { status } = await fetch(address, {
      headers: { authorization: `Bearer ${running.operatorToken}` },
    });
    if (status !== wanted) throw new Error(`the page of ${path} answers ${status}, not ${wanted}`);
  }
}

async function post(world: World, wanted: string, how: { check?: true }): Promise<void> {
  const asked = { newsroom: 'blora', path: 'lewat-formulir.md', ...how };
  const { url, fields } = formSchema.parse(await world.api('POST', '/uploads', asked));
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['## Lewat formulir\n\nBlora: naskah ini datang lewat formulir.\n']), 'a.md');
  const { status } = await fetch(url, { method: 'POST', body: form });
  if (status !== 204) throw new Error(`the form was answered with ${status}`);
  await until(world, 'the upload to be listed', async () => {
    const { uploads } = uploadsSchema.parse(await world.api('GET', '/uploads?newsroom=blora'));
    return uploads.some(({ key }) => key === wanted);
  });
}

async function removes({ api }: World): Promise<void> {
  await api('POST', '/partners', { id: 'lama', name: 'Lama', contactEmail: 'a@lama.example' });
  await api('DELETE', '/partners/lama');
  const { partners } = listsSchema.pick({ partners: true }).parse(await api('GET', '/partners'));
  if (partners.some(({ id }) => id === 'lama')) throw new Error('the partner is still there');
}

/** The words of a killed release are killed wherever they stand. */
async function kills(world: World): Promise<void> {
  const { api, partner } = world;
  await api('PUT', '/newsrooms/rembang', {
    name: 'Rembang Public Relations',
    host: 'rembang.publicrelations.id',
    timezone: 'Asia/Jakarta',
    language: 'id',
  });
  const copy = 'incoming/rembang/jalan-baru.md';
  await upload(world, copy, 'Jalan baru selesai');
  const page = await pageOf(world, copy, 'published');
  await until(world, 'the partner to be told of the copy', async () =>
    partner.received.some(({ data }) => data.newsroom === 'rembang'),
  );
  await api('POST', '/releases/blora/jalan-baru/kill', { reason: 'A court has forbidden it.' });
  const killed = (newsroom: string) => async () =>
    partner.received.some(({ type, data }) => type === 'release.killed' && data.newsroom === newsroom);
  await until(world, 'release.killed', killed('blora'));
  await until(world, 'release.killed of the copy', killed('rembang'));
  await until(world, '410', () => expectAnswer(page, 410, /^text\/html/, '</html>'), {
    movingMs: 10_000,
    withinMs: 30_000,
  });
}
