import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocal, type Running } from '../local/start.ts';
import { median } from './interleave.ts';
import { joinEndpoints } from './join-endpoints.ts';
import type { Question } from './question.ts';
import { startReceivers, type Receivers } from './receivers.ts';

const PARTNERS = 100;
const WELL = 98;
const PAIRS = 2;
/** The first ones start the functions' environments and are not counted. */
const WARM_UP = 2;
const RELEASES = 8;
const BETWEEN_MS = 3_000;
const PATIENCE_MS = 60_000;
/** Nothing listens there. */
const DEAD = 'http://127.0.0.1:1/hook';

/** The local run of the template, with its batches, concurrency, timeouts and memory. */
export const isolation: Question = {
  kind: 'paired',
  name: 'isolation',
  asks: 'p99 from drop to webhook of 98 partners beside one that hangs and one that is dead ÷ without those two',
  goal: 1.2,
  async measure() {
    const times: { subject: number; baseline: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const baseline = await p99(false);
      times.push({ subject: await p99(true), baseline });
    }
    return {
      ratios: times.map(({ subject, baseline }) => subject / baseline),
      subject: median(times.map(({ subject }) => subject)),
      baseline: median(times.map(({ baseline }) => baseline)),
      unit: 'ms',
    };
  },
};

async function p99(isDisturbed: boolean): Promise<number> {
  const receivers = await startReceivers(PARTNERS, { hanging: isDisturbed ? 1 : 0 });
  const running = await startLocal({});
  try {
    await joinEndpoints(running, isDisturbed ? receivers.urls.with(WELL, DEAD) : receivers.urls);
    const droppedAt = await dropAll(running, receivers);
    const waits = waitsOf(receivers, droppedAt).toSorted((a, b) => a - b);
    return waits[Math.ceil(waits.length * 0.99) - 1] ?? Number.NaN;
  } finally {
    await running.stop();
    await receivers.stop();
  }
}

/** When each release was dropped; over when the last of the well partners has the last of them. */
async function dropAll(running: Running, receivers: Receivers): Promise<number[]> {
  const s3 = new S3Client(running.aws.clientConfig);
  const droppedAt: number[] = [];
  for (let n = 0; n < WARM_UP + RELEASES; n += 1) {
    droppedAt.push(Date.now());
    const Body = `# Release number ${n}\n\nThe harbour has its news number ${n}, and this is it.\n`;
    await s3.send(
      new PutObjectCommand({ Bucket: running.dropBucket, Key: `incoming/blora/news-${n}.md`, Body }),
    );
    await sleep(BETWEEN_MS);
    const end = Date.now() + PATIENCE_MS;
    while (urisOf(receivers).size <= n && Date.now() < end) await sleep(50);
  }
  const all = WELL * droppedAt.length;
  const end = Date.now() + PATIENCE_MS;
  while (firstArrivals(receivers).length < all && Date.now() < end) await sleep(50);
  s3.destroy();
  const told = firstArrivals(receivers).length;
  if (told < all) throw new Error(`${told} of ${all} webhooks came within ${PATIENCE_MS / 1000} s`);
  return droppedAt;
}

const urisOf = ({ arrivals }: Receivers): Set<string> => new Set(arrivals.map(({ uri }) => uri));

/** The first of each release at each well partner. */
function firstArrivals({ arrivals }: Receivers) {
  const first = new Map(
    arrivals
      .filter(({ receiver }) => receiver < WELL)
      .toReversed()
      .map((arrival) => [`${arrival.receiver} ${arrival.uri}`, arrival]),
  );
  return [...first.values()];
}

/** Releases come one after the other, so the order in which they are first seen is that of their drops. */
function waitsOf(receivers: Receivers, droppedAt: readonly number[]): number[] {
  const order = [...urisOf(receivers)];
  return firstArrivals(receivers).flatMap(({ uri, atMs }) => {
    const n = order.indexOf(uri);
    return n < WARM_UP ? [] : [atMs - (droppedAt[n] ?? Number.NaN)];
  });
}
