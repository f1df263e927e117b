import * as z from 'zod';
import type { Check } from '../checks.ts';
import { expectAnswer, pageOf, upload } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

const listsSchema = z.object({
  newsrooms: z.array(z.object({ id: z.string() })),
  partners: z.array(z.object({ id: z.string() })),
  releases: z.array(z.object({ id: z.string() })),
  deliveries: z.array(z.object({ state: z.string() })),
});

/** What operators ask of the API. */
export const operators: readonly Check[] = [
  { name: 'the API lists newsrooms, partners, releases and deliveries', run: lists },
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
