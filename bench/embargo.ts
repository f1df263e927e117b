import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { feedKey, pageKey } from '#domain/site/paths.ts';
import { startLocal, type Running } from '../local/start.ts';
import { joinEndpoints } from './join-endpoints.ts';
import type { Question } from './question.ts';
import { startReceivers, type Receivers } from './receivers.ts';

/** So long before its time each release is dropped: within what a message may wait, and beyond a tick of the schedule. */
const AHEAD_S = [20, 20, 20, 75, 100] as const;
const BETWEEN_MS = 1_500;
/** The first releases start the functions' environments. */
const WARM_UP = 3;
const LOOK_EVERY_MS = 40;
const PATIENCE_MS = 30_000;

/** What the worst of them may take after its time. */
const ALLOWED_MS = { state: 2_000, webhook: 2_000, page: 4_000, feeds: 6_000 } as const;
type What = keyof typeof ALLOWED_MS;
const WHATS = ['state', 'webhook', 'page', 'feeds'] as const satisfies readonly What[];

/** The local run of the template; page and feeds as they stand in the public bucket, before any cache. */
export const embargo: Question = {
  kind: 'counted',
  name: 'embargo',
  asks: 'ms after its time until an embargoed release is there, the slowest of five ÷ what that may take',
  goal: 1,
  async count() {
    const receivers = await startReceivers(1);
    const running = await startLocal({});
    try {
      await joinEndpoints(running, receivers.urls);
      const lifted = await liftAll(running, receivers);
      return WHATS.map((what) => ({
        name: `embargo: ${what}`,
        subject: Math.max(...lifted.map((waits) => waits[what])),
        baseline: ALLOWED_MS[what],
        unit: 'ms' as const,
      }));
    } finally {
      await running.stop();
      await receivers.stop();
    }
  },
};

async function liftAll(running: Running, receivers: Receivers): Promise<Record<What, number>[]> {
  const s3 = new S3Client(running.aws.clientConfig);
  const documents = makeDocumentClient(running.aws.clientConfig);
  const drop = async (name: string, front: string): Promise<void> => {
    const Body = `---\ntitle: Release ${name}\n${front}---\n\nThe harbour has its news, and this is ${name}.\n`;
    await s3.send(
      new PutObjectCommand({ Bucket: running.dropBucket, Key: `incoming/blora/${name}.md`, Body }),
    );
    await sleep(BETWEEN_MS);
  };
  const from = {
    receivers,
    releases: makeDynamoReleaseStore({ table: makeTable({ client: documents, tableName: running.table }) }),
    site: makeS3ObjectStore({ client: s3, bucket: running.publicBucket }),
  };
  try {
    for (let n = 0; n < WARM_UP; n += 1) await drop(`warm-${n}`, '');
    const lifts: Promise<Record<What, number>>[] = [];
    for (const [n, aheadS] of AHEAD_S.entries()) {
      const atMs = (Math.ceil(Date.now() / 1_000) + aheadS) * 1_000;
      await drop(`held-${n}`, `embargo: ${new Date(atMs).toISOString()}\n`);
      lifts.push(liftOf(from, `blora/held-${n}`, atMs));
    }
    return await Promise.all(lifts);
  } finally {
    s3.destroy();
    documents.destroy();
  }
}

type From = {
  receivers: Receivers;
  releases: ReturnType<typeof makeDynamoReleaseStore>;
  site: ReturnType<typeof makeS3ObjectStore>;
};

/** How long after its time each thing was first seen. Throws for what was there before, and for what never came. */
async function liftOf(from: From, releaseId: string, atMs: number): Promise<Record<What, number>> {
  const { receivers, releases, site } = from;
  await sleep(atMs - 500 - Date.now());
  const head = await releases.getHead(releaseId);
  if (head?.state !== 'embargoed') throw new Error(`${releaseId} is ${head?.state} before its time`);
  const isIn = async (key: string): Promise<boolean> => {
    const object = await site.get(key);
    return object !== undefined && new TextDecoder().decode(object.body).includes(head.uri);
  };
  const feeds = ['network', 'n/blora'].flatMap((feedId) =>
    (['rss', 'atom', 'json'] as const).map((format) => feedKey(feedId, format)),
  );
  const looks: Record<What, () => Promise<boolean>> = {
    state: async () => (await releases.getHead(releaseId))?.state === 'published',
    webhook: async () => receivers.arrivals.some(({ uri }) => uri === head.uri),
    page: async () => (await site.head(pageKey((await releases.getHead(releaseId)) ?? head))) !== undefined,
    feeds: async () => (await Promise.all(feeds.map(isIn))).every(Boolean),
  };
  const waits = Object.entries(looks).map(async ([what, look]) => {
    const seenMs = await firstSeen(look);
    if (seenMs < atMs) throw new Error(`${releaseId}: ${what} ${atMs - seenMs} ms before its time`);
    return [what, seenMs - atMs] as const;
  });
  const {
    state = Number.NaN,
    webhook = Number.NaN,
    page = Number.NaN,
    feeds: inFeeds = Number.NaN,
  } = Object.fromEntries<number>(await Promise.all(waits));
  return { state, webhook, page, feeds: inFeeds };
}

async function firstSeen(look: () => Promise<boolean>): Promise<number> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (await look()) return Date.now();
    await sleep(LOOK_EVERY_MS);
  }
  return Number.POSITIVE_INFINITY;
}
