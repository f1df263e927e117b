import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { holderKey, parkedKey } from '#adapters/aws/table-keys.ts';
import type { Check } from '../checks.ts';
import { expectAnswer, hasItem, loseItem, pageOf, send, upload } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

const MINUTE_MS = 60_000;
/** A page that a reader has just asked for stays at the edge for a minute. */
const EDGE_KEEPS_MS = 90_000;

/** What partners are told on other days than the first. */
export const partners: readonly Check[] = [
  { name: 'a partner that failed is told later', run: retried },
  { name: 'what is kept for a disabled endpoint goes out when it is enabled', run: parked },
  { name: 'a partner whose endpoint is disabled is written to', run: writtenTo },
  { name: 'a partner is told only when what the webhook links to is public', run: unlinked },
  { name: 'the public keys are at their address', run: publicKeys },
  { name: 'a partner that asks is told once more', run: toldAgain },
  { name: 'a partner that was forgotten is told after all', run: forgotten },
  { name: 'a deleted file is withdrawn and its page 410', run: withdrawn },
];

const isTold = (world: World, headline: string) => async (): Promise<boolean> =>
  world.partner.received.some(({ data }) => data.headline === headline);

async function retried(world: World): Promise<void> {
  const { partner } = world;
  partner.answer = 503;
  await upload(world, 'incoming/blora/jalan-baru.md', 'Jalan baru selesai');
  await until(world, 'the partner to turn it away', async () =>
    partner.turnedAway.some(({ data }) => data.headline === 'Jalan baru selesai'),
  );
  partner.answer = 200;
  await until(world, 'the next try', isTold(world, 'Jalan baru selesai'), {
    movingMs: 2_000,
    withinMs: MINUTE_MS,
  });
}

const endpointOf = ({ known }: World): string => `/partners/kabar/endpoints/${known.endpointId}`;

/** Publishes a release that is kept for the endpoint, which is disabled; gives its page. */
async function keepOne(world: World, name: string, headline: string): Promise<string> {
  await world.api('POST', `${endpointOf(world)}/disable`);
  const key = `incoming/blora/${name}.md`;
  await upload(world, key, headline);
  const page = await pageOf(world, key, 'published');
  const item = parkedKey(world.known.endpointId, `blora/${name}`);
  await until(world, 'the release to be parked', () => hasItem(world, item));
  return page;
}

async function parked(world: World): Promise<void> {
  await keepOne(world, 'pasar-malam', 'Pasar malam dibuka');
  await world.api('POST', `${endpointOf(world)}/enable`);
  await until(world, 'the partner to be told', isTold(world, 'Pasar malam dibuka'));
  const item = parkedKey(world.known.endpointId, 'blora/pasar-malam');
  await until(world, 'nothing to be kept', async () => !(await hasItem(world, item)));
}

async function writtenTo(world: World): Promise<void> {
  const { known, running } = world;
  await world.api('POST', `${endpointOf(world)}/disable`);
  await send(world, 'Bulk', { prompt: 'mail', endpointId: known.endpointId, about: 'disabled' });
  await until(world, 'a mail in the outbox', async () =>
    running.aws.outbox.mails.some(({ to, subject }) => to.length === 1 && subject.includes('is disabled')),
  );
  await world.api('POST', `${endpointOf(world)}/enable`);
}

async function unlinked(world: World): Promise<void> {
  const { running, s3, calls } = world;
  const page = await keepOne(world, 'jembatan', 'Jembatan diperbaiki');
  const Key = `${new URL(page).pathname.slice(1)}/v1.json`;
  await s3.send(new DeleteObjectCommand({ Bucket: running.publicBucket, Key }));
  await world.api('POST', `${endpointOf(world)}/enable`);
  await until(world, 'deliver to find nothing there', async () =>
    calls.some(({ resource, status }) => resource.endsWith(Key) && status === 404),
  );
  if (await isTold(world, 'Jembatan diperbaiki')()) throw new Error(`the partner was sent a link to ${Key}`);
  await send(world, 'Uploads', { prompt: 'release', releaseId: 'blora/jembatan', why: 'look' });
  await until(world, 'the look to bring it', isTold(world, 'Jembatan diperbaiki'));
  await expectAnswer(`${page}/v1.json`, 200, /^application\/json/, 'Jembatan diperbaiki');
}

async function publicKeys({ running, known }: World): Promise<void> {
  const url = `${running.site}/.well-known/webhook-keys.json`;
  await expectAnswer(url, 200, /^application\/json/, `"kid":"${known.endpointId}.1"`);
}

async function toldAgain(world: World): Promise<void> {
  const { partner } = world;
  const count = (): number => partner.received.filter(({ type }) => type === 'release.published').length;
  const before = count();
  await world.api('POST', `${endpointOf(world)}/replay`, { states: ['delivered'] });
  await until(world, 'the same webhook again', async () => count() > before, {
    movingMs: 2_000,
    withinMs: MINUTE_MS,
  });
}

/** As if announce and deliver had both lost their prompts: nobody remembers that it was told. */
async function forgotten(world: World): Promise<void> {
  const { partner, known, running } = world;
  const count = (): number =>
    partner.received.filter(({ data }) => data.headline === 'Pasar malam dibuka').length;
  // What was enabled or changed a moment ago is prompted without being counted as forgotten.
  await running.advance(4 * MINUTE_MS);
  const before = count();
  await loseItem(world, holderKey('blora/pasar-malam', known.endpointId));
  await until(world, 'the sweep to find it', async () => count() > before, {
    movingMs: MINUTE_MS,
    withinMs: 10 * MINUTE_MS,
  });
}

async function withdrawn(world: World): Promise<void> {
  const { s3, running, partner, known } = world;
  const Key = 'incoming/blora/pasar-murah.md';
  await s3.send(new DeleteObjectCommand({ Bucket: running.dropBucket, Key }));
  const isTold = async () => partner.received.find(({ type }) => type === 'release.withdrawn');
  // Its grace is a minute; the sweep would find it after two.
  await until(world, 'release.withdrawn', isTold, { movingMs: 10_000, withinMs: 90_000 });
  const isGone = () => expectAnswer(known.page, 410, /^text\/html/, '</html>');
  await until(world, '410', isGone, { movingMs: 10_000, withinMs: EDGE_KEEPS_MS });
}
