import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { releaseIdOf, slugOf, uriOf } from '#domain/release/release-id.ts';
import { pageKey } from '#domain/site/paths.ts';
import { drop } from '../support/author.ts';
import { clientOf, entriesOf, startKillable } from '../support/killable.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { portOfItsOwn } from '../support/port-of-its-own.ts';
import { quiet } from '../support/quiet.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

export type KillRunOptions = { drops: number; kills: number; random: () => number };
/** What one run came to. All but `repeats` must be nothing. */
export type KillRun = {
  /** Releases without their page, their entry in a feed or their webhook. */
  lost: string[];
  /** Releases with more than one webhook-id for one event. */
  secondIds: string[];
  /** Releases with two entries in one feed. */
  twice: string[];
  /** What showed before an embargo's time, and where. */
  early: string[];
  /** Webhooks told again under the id that they had. */
  repeats: number;
};

/** One in so many drops is embargoed, so long ahead. */
const EMBARGOED_EVERY = 20;
const EMBARGO_MS = 12_000;
const WRITERS = 8;
/** A kill comes so long after a start at the latest. */
const LATEST_KILL_MS = 7_000;
const WATCH_EVERY_MS = 200;
/** Past every queue's visibility timeout. */
const HIDDEN_MS = 7 * 60_000;
const FEEDS = ['n/blora', 'network'];

type Drop = {
  name: string;
  headline: string;
  text: string;
  page: string;
  release: string;
  uri: string;
  fromMs: number;
};

/**
 * Drops releases into `npm start`'s process, kills it at random moments, starts it again on the same data each time, lets
 * everything come to rest, and looks at what readers and the partner have.
 */
export async function killRun({ drops, kills, random }: KillRunOptions): Promise<KillRun> {
  const data = mkdtempSync(joinPath(tmpdir(), 'kill-run-'));
  const partner = await startPartner();
  const clock = { now: Date.now };
  const told = new Map<string, number>();
  partner.inside = async ({ data: { uri = '' } }) => void told.set(uri, told.get(uri) ?? clock.now());
  try {
    const port = await portOfItsOwn();
    const first = await startWhole({ data, port });
    await join(first, 'kabar', partner);
    await first.stop();
    const all = makeDrops(drops, Date.now());
    const acknowledged = new Set<string>();
    const early: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      early.push(...(await dropUntilKilled({ data, port, all, acknowledged, random })));
    }
    const whole = await startWhole({ data, port });
    clock.now = whole.running.now;
    try {
      return await settled(whole, partner, { all, acknowledged, early, told });
    } finally {
      await whole.stop();
    }
  } finally {
    await partner.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function makeDrops(count: number, nowMs: number): Drop[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `kabar-${n}`;
    const headline = `Kabar Desa Nomor ${n}`;
    const release = releaseIdOf('blora', name);
    const uri = uriOf('presswire', release);
    const isEmbargoed = n % EMBARGOED_EVERY === 0;
    const fromMs = isEmbargoed ? Math.ceil((nowMs + EMBARGO_MS) / 1000) * 1000 : 0;
    const front = isEmbargoed ? `---\nembargo: ${new Date(fromMs).toISOString()}\n---\n\n` : '';
    return {
      name,
      headline,
      release,
      uri,
      fromMs,
      text: `${front}# ${headline}\n\nIni naskah ${n} yang dibaca orang.\n`,
      page: pageKey({ newsroom: 'blora', slug: slugOf(headline, ''), uri }),
    };
  });
}

type Going = {
  data: string;
  port: number;
  all: readonly Drop[];
  acknowledged: Set<string>;
  random: () => number;
};

/** Writers drop what is not acknowledged yet until the kill cuts them off; gives what was seen too early. */
async function dropUntilKilled({ data, port, all, acknowledged, random }: Going): Promise<string[]> {
  const run = await startKillable(data, port);
  const { s3, Bucket } = clientOf(data);
  const waiting = all.filter(({ name }) => !acknowledged.has(name)).values();
  const write = async (): Promise<void> => {
    for (const { name, text } of waiting) {
      await s3.send(new PutObjectCommand({ Bucket, Key: `incoming/blora/${name}.md`, Body: text }));
      acknowledged.add(name);
      await sleep(random() * 100);
    }
  };
  const early: string[] = [];
  const watch = async (): Promise<void> => {
    while (!run.isKilled()) {
      early.push(...(await seenEarly(`http://127.0.0.1:${port}`, all)));
      await sleep(WATCH_EVERY_MS);
    }
  };
  const kill = sleep(random() * LATEST_KILL_MS).then(() => run.kill());
  await Promise.allSettled([...Array.from({ length: WRITERS }, write), watch(), kill, run.exited]);
  s3.destroy();
  return early;
}

/** Embargoed releases that a page or a feed shows before their time. */
async function seenEarly(site: string, all: readonly Drop[]): Promise<string[]> {
  const embargoed = all.filter(({ fromMs }) => fromMs > 0);
  const texts = await Promise.all(
    FEEDS.map(async (feedId) => {
      const path = feedId === 'network' ? '/feed.json' : `/${feedId}/feed.json`;
      return (await fetch(`${site}${path}`)).text();
    }),
  );
  const pages = await Promise.all(embargoed.map(async ({ page }) => (await fetch(`${site}/${page}`)).status));
  const nowMs = Date.now();
  return embargoed.flatMap(({ release, uri, fromMs }, index) => {
    if (nowMs >= fromMs) return [];
    return [
      ...(pages[index] === 200 ? [`page of ${release}`] : []),
      ...(texts.some((text) => text.includes(uri)) ? [`feed with ${release}`] : []),
    ];
  });
}

async function settled(
  whole: WholeStack,
  partner: Partner,
  {
    all,
    acknowledged,
    early,
    told,
  }: {
    all: readonly Drop[];
    acknowledged: ReadonlySet<string>;
    early: readonly string[];
    told: ReadonlyMap<string, number>;
  },
): Promise<KillRun> {
  // What lay with the dead shows again, and what was not acknowledged is dropped again, as an author does.
  await whole.running.advance(HIDDEN_MS);
  const again = all.filter(({ name }) => !acknowledged.has(name));
  await Promise.all(again.map(({ name, text }) => drop(whole, `blora/${name}.md`, text)));
  await quiet(whole);
  const pages = await Promise.all(all.map(({ page }) => fetch(`${whole.running.site}/${page}`)));
  const without = (what: string, has: (drop: Drop, index: number) => boolean): string[] =>
    all.filter((drop, index) => !has(drop, index)).map(({ release }) => `${what} of ${release}`);
  const ids = new Map<string, Set<string>>();
  for (const { type, id, data } of partner.received) {
    const event = `${type} ${data.version} ${data.uri}`;
    ids.set(event, (ids.get(event) ?? new Set()).add(id));
  }
  const lost = [
    ...without('page', (_, index) => pages[index]?.status === 200),
    // The end of an embargo is a version of its own.
    ...without('webhook', ({ uri }) => [1, 2].some((n) => ids.has(`release.published ${n} ${uri}`))),
  ];
  const twice: string[] = [];
  for (const feedId of FEEDS) {
    const entries = await entriesOf(whole, feedId, 2 * all.length);
    lost.push(...without(`entry in ${feedId}`, ({ release }) => entries.includes(release)));
    twice.push(...entries.filter((entry, index) => entries.indexOf(entry) !== index));
  }
  const toldEarly = all.filter(({ uri, fromMs }) => (told.get(uri) ?? Infinity) < fromMs);
  return {
    lost,
    twice,
    secondIds: [...ids].filter(([, each]) => each.size > 1).map(([event]) => event),
    early: [...early, ...toldEarly.map(({ release }) => `webhook of ${release}`)],
    repeats: partner.received.length - new Set(partner.received.map(({ id }) => id)).size,
  };
}
