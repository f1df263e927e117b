import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseIdOf, slugOf, uriOf } from '#domain/release/release-id.ts';
import { pageKey } from '#domain/site/paths.ts';
import { drop } from '../support/author.ts';
import { clientOf, entriesOf, startKillable } from '../support/killable.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { portOfItsOwn } from '../support/port-of-its-own.ts';
import { quiet } from '../support/quiet.ts';
import { documentsOf, readFeed } from '../support/read-feeds.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const RELEASES = 100;
/** What is dropped at once; the rest follows when the partner has been told of some, and is cut off by the kill. */
const AT_ONCE = 70;
const TOLD_BEFORE = 8;
const WRITERS = 3;
/** How many drops S3 has acknowledged when the run is killed. */
const KILLED_AT = 85;
/** What a feed shows at most. */
const LISTED = 50;
/** Past every queue's visibility timeout. */
const HIDDEN_MS = 7 * 60_000;

const data = mkdtempSync(joinPath(tmpdir(), 'kill-nine-'));
const all = Array.from({ length: RELEASES }, (_, n) => n);
const pathOf = (n: number): string => `blora/kabar-${n}.md`;
const headlineOf = (n: number): string => `Kabar Desa Nomor ${n}`;
const textOf = (n: number): string => `# ${headlineOf(n)}\n\nIni naskah ${n} yang dibaca orang.\n`;
const releaseOf = (n: number): string => releaseIdOf('blora', `kabar-${n}`);
const uriOfRelease = (n: number): string => uriOf('presswire', releaseOf(n));
const pageOf = (n: number): string =>
  pageKey({ newsroom: 'blora', slug: slugOf(headlineOf(n), ''), uri: uriOfRelease(n) });

describe(`kill -9 in the middle of ${RELEASES} drops, and a start on the same data`, () => {
  let whole: WholeStack;
  let partner: Partner;
  let acknowledged: ReadonlySet<number>;

  beforeAll(async () => {
    partner = await startPartner();
    const port = await portOfItsOwn();
    whole = await startWhole({ data, port });
    await join(whole, 'kabar', partner);
    await whole.stop();
    acknowledged = await dropAndKill(port, partner);
    whole = await startWhole({ data, port });
    // What lay with the dead workers shows again, and what was not acknowledged is dropped again, as an author does.
    await whole.running.advance(HIDDEN_MS);
    await Promise.all(all.filter((n) => !acknowledged.has(n)).map((n) => drop(whole, pathOf(n), textOf(n))));
    await quiet(whole);
  }, 600_000);
  afterAll(async () => {
    await whole.stop();
    await partner.stop();
    rmSync(data, { recursive: true });
  });

  it('comes when some drops are acknowledged and others are not', () => {
    expect(acknowledged.size).toBeGreaterThanOrEqual(KILLED_AT);
    expect(acknowledged.size).toBeLessThan(RELEASES);
  });

  it('leaves every release with its page', async () => {
    const pages = await Promise.all(all.map((n) => fetch(`${whole.running.site}/${pageOf(n)}`)));
    expect(pages.map(({ status }) => status)).toEqual(all.map(() => 200));
  });

  it('leaves every release with exactly one entry in both feeds, and none twice in a document', async () => {
    for (const feedId of ['n/blora', 'network']) {
      const entries = await entriesOf(whole, feedId, 2 * RELEASES);
      expect({ feedId, entries: entries.toSorted() }).toEqual({
        feedId,
        entries: all.map(releaseOf).toSorted(),
      });
    }
    for (const path of documentsOf('blora')) {
      const ids = (await readFeed(whole.running.site, path)).map(({ id }) => id);
      expect({ path, listed: [ids.length, new Set(ids).size] }).toEqual({ path, listed: [LISTED, LISTED] });
    }
  });

  it('tells the partner of each once: whatever is said again has the same webhook-id', () => {
    const ids = partner.received.map(({ id }) => id);
    const told = new Set(
      partner.received.map(({ type, data, id }) => `${type} ${data.version} ${data.uri} ${id}`),
    );
    expect(new Set(ids).size).toBe(RELEASES);
    expect([...told].map((one) => one.replace(/ msg_.*/, '')).toSorted()).toEqual(
      all.map((n) => `release.published 1 ${uriOfRelease(n)}`).toSorted(),
    );
    expect(ids.length).toBeGreaterThan(RELEASES);
    console.log(`${RELEASES} webhooks, ${ids.length - RELEASES} of them told again after the kill`);
  });
});

/** Runs `npm start`'s process on the data, drops, and kills it while it works; gives what S3 had acknowledged. */
async function dropAndKill(port: number, partner: Partner): Promise<ReadonlySet<number>> {
  const run = await startKillable(data, port);
  try {
    const { s3, Bucket } = clientOf(data);
    const acknowledged = new Set<number>();
    const put = async (n: number): Promise<void> => {
      await s3.send(new PutObjectCommand({ Bucket, Key: `incoming/${pathOf(n)}`, Body: textOf(n) }));
      acknowledged.add(n);
      if (acknowledged.size === KILLED_AT) run.kill();
    };
    const rest = all.slice(AT_ONCE).values();
    const writer = async (): Promise<void> => {
      for (const n of rest) await put(n);
    };
    // Killed inside a request: the partner has the webhook, and nobody is left to note that it was told.
    partner.inside = async () => {
      if (partner.received.length < TOLD_BEFORE || run.isKilled()) return;
      await Promise.allSettled(Array.from({ length: WRITERS }, writer));
      // Done by now, unless a drop failed by itself: then the test says how many were acknowledged, and does not hang.
      run.kill();
      await run.exited;
    };
    await Promise.all(all.slice(0, AT_ONCE).map(put));
    await run.exited;
    s3.destroy();
    return acknowledged;
  } finally {
    run.kill();
  }
}
