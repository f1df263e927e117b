import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import type { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { releaseIdOf, slugOf, uriOf } from '#domain/release/release-id.ts';
import { pageKey } from '#domain/site/paths.ts';
import { drop } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { portOfItsOwn } from '../support/port-of-its-own.ts';
import { quiet } from '../support/quiet.ts';
import { documentsOf, readFeed } from '../support/read-feeds.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const MAIN = new URL('../../local/main.ts', import.meta.url).pathname;
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
      const entries = await entriesOf(whole, feedId);
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
  const where = ['--port', String(port), '--aws-port', '0', '--data', data, '--drop', joinPath(data, 'drop')];
  const child = spawn(process.execPath, [MAIN, ...where, '--no-sample'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await said(child.stdout, 'Ctrl-C');
    const { s3, Bucket } = clientOf(data);
    const acknowledged = new Set<number>();
    const put = async (n: number): Promise<void> => {
      await s3.send(new PutObjectCommand({ Bucket, Key: `incoming/${pathOf(n)}`, Body: textOf(n) }));
      acknowledged.add(n);
      if (acknowledged.size === KILLED_AT) child.kill('SIGKILL');
    };
    const rest = all.slice(AT_ONCE).values();
    const writer = async (): Promise<void> => {
      for (const n of rest) await put(n);
    };
    // Killed inside a request: the partner has the webhook, and nobody is left to note that it was told.
    partner.inside = async () => {
      if (partner.received.length < TOLD_BEFORE || child.killed) return;
      await Promise.allSettled(Array.from({ length: WRITERS }, writer));
      // Done by now, unless a drop failed by itself: then the test says how many were acknowledged, and does not hang.
      child.kill('SIGKILL');
      await exited;
    };
    await Promise.all(all.slice(0, AT_ONCE).map(put));
    await exited;
    s3.destroy();
    return acknowledged;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Goes on reading afterwards, so that the pipe never fills. */
function said(stream: Readable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let all = '';
    stream.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(text)) resolve();
    });
    stream.once('end', () => reject(new Error(`it ended having said: ${all}`)));
  });
}

/** An S3 client as an author has it: by what the run wrote down. */
function clientOf(folder: string): { s3: S3Client; Bucket: string } {
  const where = JSON.parse(readFileSync(joinPath(folder, 'local.json'), 'utf8')) as {
    s3: string;
    dropBucket: string;
  };
  const keys = new Map(
    readFileSync(joinPath(folder, 'aws.env'), 'utf8')
      .split('\n')
      .map((line): [string, string] => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
  );
  const credentials = {
    accessKeyId: keys.get('AWS_ACCESS_KEY_ID') ?? '',
    secretAccessKey: keys.get('AWS_SECRET_ACCESS_KEY') ?? '',
  };
  const region = keys.get('AWS_REGION') ?? '';
  return {
    s3: new S3Client({ endpoint: where.s3, region, credentials, maxAttempts: 1 }),
    Bucket: where.dropBucket,
  };
}

/** Which releases a feed points to, one for each pointer. */
async function entriesOf({ running }: WholeStack, feedId: string): Promise<string[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(running.aws.clientConfig));
  const feeds = makeDynamoFeedStore({ table: makeTable({ client, tableName: running.table }) });
  const pointers = await feeds.listPointers(feedId, { limit: 2 * RELEASES });
  client.destroy();
  return pointers.map(({ releaseId }) => releaseId);
}
