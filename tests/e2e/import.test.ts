import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { ListObjectVersionsCommand, type ObjectVersion } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aWordPressExport, anRssFeed, publishedOf } from '../support/an-archive.ts';
import { drop, receiptOf } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { startSubscriber, type Subscriber } from '../support/subscriber.ts';
import { until } from '../support/until.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

/** A thousand take minutes: `IMPORT_POSTS=1000 npx vitest run tests/e2e/import.test.ts`. */
const POSTS = Number(process.env['IMPORT_POSTS'] ?? 100);
const ITEMS = 60;

let stack: WholeStack;
let partner: Partner;
let subscriber: Subscriber;
/** Feeds that an import changes, as a subscriber has them. */
const TOPICS = ['/feed.xml', '/n/harbour/atom.xml'];
beforeAll(async () => {
  stack = await startWhole();
  // The mail about a receipt would be the only message on the queues of partners.
  const desk = z
    .looseObject({ contactEmail: z.string() })
    .parse(await stack.api('GET', '/newsrooms/harbour'));
  const { contactEmail: _, id: _id, ...silent } = desk;
  await stack.api('PUT', '/newsrooms/harbour', silent);
  // Nobody can subscribe to a feed that was never built.
  const first = 'harbour/first.md';
  await receiptOf(stack, first, await drop(stack, first, '# First news\n\nThe harbour is open.\n'));
  await quiet(stack);
  partner = await startPartner(stack.running.now);
  await join(stack, 'planet', partner);
  subscriber = await startSubscriber();
  for (const path of TOPICS) await subscribe(path);
}, 120_000);
afterAll(async () => {
  await subscriber.stop();
  await partner.stop();
  await stack.stop();
});

/** Asks the hub for a feed, and waits until the subscriber has confirmed. */
async function subscribe(path: string): Promise<void> {
  const before = subscriber.asked.length;
  const wish = {
    'hub.mode': 'subscribe',
    'hub.topic': stack.running.site + path,
    'hub.callback': subscriber.url(path),
  };
  await fetch(`${stack.running.site}/websub`, { method: 'POST', body: new URLSearchParams(wish) });
  const moving = () => stack.running.advance(2_000);
  await until('the verification', async () => subscriber.asked.length > before, {
    moving,
    patienceMs: 30_000,
  });
  await quiet(stack);
}

const folder = mkdtempSync(joinPath(tmpdir(), 'archive-'));
const file = (name: string, text: string): string => {
  writeFileSync(joinPath(folder, name), text);
  return joinPath(folder, name);
};

/** `presswire import` in a process of its own. */
function startImport(...words: string[]) {
  const { aws, site, s3, operatorToken, dropBucket } = stack.running;
  const { accessKeyId, secretAccessKey } = aws.credentials;
  const child = spawn(process.execPath, ['cli/presswire.js', 'import', ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PRESSWIRE_SITE: site,
      PRESSWIRE_TOKEN: operatorToken,
      DROP_BUCKET: dropBucket,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: aws.region,
      AWS_ENDPOINT_URL: s3,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'exit').then(([code]) => ({ code: code as unknown, out, err }));
  return { child, ended };
}

/** Every version of every object that an import put, so that one that was put twice is seen. */
async function imported(newsroom: string): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  const Prefix = `commands/import/${newsroom}/`;
  const isRelease = ({ Key = '' }: ObjectVersion): boolean => !Key.includes('/feeds/');
  for (let KeyMarker: string | undefined, first = true; first || KeyMarker !== undefined; first = false) {
    const page = await stack.s3.send(
      new ListObjectVersionsCommand({
        Bucket: stack.running.dropBucket,
        Prefix,
        ...(KeyMarker ? { KeyMarker } : {}),
      }),
    );
    found.push(...(page.Versions ?? []).filter(isRelease));
    KeyMarker = page.IsTruncated ? page.NextKeyMarker : undefined;
  }
  return found;
}

const headSchema = z.object({
  releaseId: z.string(),
  uri: z.string(),
  version: z.number(),
  firstPublicAt: z.string(),
});
/** What was imported and has not been changed since. */
async function heads(newsroom: string): Promise<z.infer<typeof headSchema>[]> {
  const table = makeDocumentClient(stack.running.aws.clientConfig);
  const found: unknown[] = [];
  for (
    let ExclusiveStartKey: Record<string, unknown> | undefined, first = true;
    first || ExclusiveStartKey;
    first = false
  ) {
    const page = await table.send(
      new ScanCommand({
        TableName: stack.running.table,
        FilterExpression: 'sk = :latest AND newsroom = :newsroom AND kind = :import',
        ExpressionAttributeValues: { ':latest': 'LATEST', ':newsroom': newsroom, ':import': 'import' },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  }
  return z.array(headSchema).parse(found);
}

/** Messages that name a partner's endpoint, or a feed to be distributed to its subscribers. */
const deliveries = (since: number): number =>
  stack.calls
    .slice(since)
    .filter(({ action, resource }) => action === 'sqs:SendMessage' && /Urgent|Deliveries|Bulk/.test(resource))
    .length;

const follow = (path: string): Promise<Response> => fetch(stack.running.site + path, { redirect: 'manual' });

describe('what was published elsewhere', () => {
  it(
    `a WordPress export of ${POSTS} posts (IMPORT_POSTS asks for 1000), killed in the middle and started again`,
    { timeout: 1_200_000 },
    async () => {
      const archive = file('export.xml', aWordPressExport(POSTS));
      const since = stack.calls.length;
      const first = startImport(archive, '--newsroom', 'harbour');
      await until('some to be put', async () => (await imported('harbour')).length > POSTS / 10, {
        patienceMs: 60_000,
      });
      first.child.kill('SIGKILL');
      await first.ended;
      // What was on its way when the process died may still arrive.
      let before = -1;
      await until('nothing more to arrive', async () => {
        const known = before;
        before = (await imported('harbour')).length;
        return before === known;
      });
      expect(before).toBeLessThan(POSTS);

      const second = await startImport(archive, '--newsroom', 'harbour').ended;
      expect(second).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(second.out)).toEqual({
        read: POSTS + 2,
        put: POSTS - before,
        there: before,
        noNews: 2,
        newIds: 0,
        oldFeeds: 5,
        published: POSTS,
        problems: [],
      });
      await quiet(stack);

      const objects = await imported('harbour');
      expect([objects.length, new Set(objects.map(({ Key }) => Key)).size]).toEqual([POSTS, POSTS]);
      const releases = (await heads('harbour')).toSorted((a, b) =>
        a.firstPublicAt < b.firstPublicAt ? -1 : 1,
      );
      expect(releases.map(({ uri }) => uri)).toEqual(
        Array.from({ length: POSTS }, (_, index) => `https://old.example/?p=${1001 + index}`),
      );
      expect(releases.map(({ firstPublicAt }) => firstPublicAt)).toEqual(
        Array.from({ length: POSTS }, (_, index) => publishedOf(index + 1)),
      );
      expect(new Set(releases.map(({ version }) => version))).toEqual(new Set([1]));

      expect(partner.received).toEqual([]);
      expect(deliveries(since)).toBe(0);

      const feed = z
        .object({ items: z.array(z.object({ id: z.string(), url: z.string(), date_published: z.string() })) })
        .parse(await (await follow('/n/harbour/feed.json')).json());
      const old = feed.items.filter(({ id }) => id.startsWith('https://old.example/'));
      expect(old.slice(0, 3)).toMatchObject(
        [0, 1, 2].map((back) => ({
          id: `https://old.example/?p=${1000 + POSTS - back}`,
          date_published: expect.stringContaining(publishedOf(POSTS - back).slice(0, 19)),
        })),
      );
      for (const [path, document] of [
        ['/feed/', 'feed.xml'],
        ['/feed/atom', 'atom.xml'],
      ] as const) {
        const moved = await follow(path);
        expect([moved.status, moved.headers.get('location')]).toEqual([
          301,
          expect.stringMatching(new RegExp(`/n/harbour/${document}$`)),
        ]);
      }
      for (const number of [1, POSTS / 2, POSTS]) {
        const moved = await follow(`/2015/notice-${number}/`);
        expect(moved.status).toBe(301);
        const page = await follow(new URL(moved.headers.get('location') ?? '', stack.running.site).pathname);
        expect([page.status, await page.text()]).toEqual([
          200,
          expect.stringContaining(`notice number ${number}.`),
        ]);
      }
    },
  );

  it(
    `an RSS file of ${ITEMS} items, killed and started again; the old addresses lead here`,
    { timeout: 200_000 },
    async () => {
      const feed = file('feed.xml', anRssFeed(ITEMS));
      const since = stack.calls.length;
      const first = startImport(feed, '--newsroom', 'blora');
      await until('some to be put', async () => (await imported('blora')).length > 0, { patienceMs: 60_000 });
      first.child.kill('SIGKILL');
      await first.ended;
      expect(await startImport(feed, '--newsroom', 'blora').ended).toMatchObject({ code: 0 });
      await quiet(stack);
      const releases = await heads('blora');
      expect(new Set(releases.map(({ uri }) => uri))).toEqual(
        new Set(Array.from({ length: ITEMS }, (_, index) => `https://other.example/news/item-${index}`)),
      );
      expect(releases).toHaveLength(ITEMS);
      expect(deliveries(since)).toBe(0);
      expect(partner.received).toEqual([]);
      expect((await follow('/news/item-7')).status).toBe(301);
      expect((await follow('/news/item-7/')).status).toBe(301);
    },
  );

  it('a subscriber has heard of none of it, and hears of the next news, whose feed has it all', async () => {
    expect(subscriber.told).toEqual([]);
    const path = 'harbour/fresh.md';
    await receiptOf(stack, path, await drop(stack, path, '# Fresh news\n\nThe harbour is open again.\n'));
    const moving = () => stack.running.advance(2_000);
    await until('content', async () => subscriber.told.length >= 2, { moving, patienceMs: 20_000 });
    expect(subscriber.told.map((call) => call.path).toSorted()).toEqual(['/feed.xml', '/n/harbour/atom.xml']);
    for (const { body } of subscriber.told)
      expect(String(body)).toMatch(/Fresh news[^]*(Notice number|other\.example)/);
  });

  it('a desk that is not there, or a file that is none, is said before anything is put', async () => {
    const feed = file('feed.xml', anRssFeed(1));
    const nowhere = await startImport(feed, '--newsroom', 'nowhere').ended;
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('newsroom "nowhere"') });
    const page = await startImport(file('page.html', '<html></html>'), '--newsroom', 'blora').ended;
    expect(page).toMatchObject({ code: 1, err: expect.stringContaining('no WordPress export') });
    expect(await imported('nowhere')).toEqual([]);
  });
});
