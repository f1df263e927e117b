import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drop, receiptOf, remove } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { portOfItsOwn } from '../support/port-of-its-own.ts';
import { quiet } from '../support/quiet.ts';
import { documentsOf, readFeed, type Item } from '../support/read-feeds.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const PATH = 'blora/jembatan.md';
const TEXT = [
  '# Jembatan Kali Lusi Dibuka untuk Sepeda',
  'Jembatan kayu di atas Kali Lusi dibuka untuk sepeda mulai besok pagi.',
  'Pejalan kaki tetap memakai sisi timur.',
].join('\n\n');
const EDITED = TEXT.replace('besok pagi', 'lusa pagi');
/** Past the grace of a deletion, and past what the edge keeps of a page. */
const GRACE_MS = 61_000;
/** Past the second look at a change. */
const LOOK_MS = 11 * 60_000;

let whole: WholeStack;
let holder: Partner;
let stranger: Partner;
let url = '';
const data = mkdtempSync(joinPath(tmpdir(), 'again-'));

beforeAll(async () => {
  [holder, stranger] = await Promise.all([startPartner(), startPartner()]);
  whole = await startWhole({ data, port: await portOfItsOwn() });
  await join(whole, 'kabar', holder);
  await join(whole, 'harbour-post', stranger, { filter: { newsrooms: ['harbour'] } });
  url = (await dropped(TEXT)).release?.url ?? '';
  await quiet(whole);
});
afterAll(async () => {
  await whole.stop();
  await Promise.all([holder.stop(), stranger.stop()]);
  rmSync(data, { recursive: true });
});

const dropped = async (text: string) => receiptOf(whole, PATH, await drop(whole, PATH, text));

async function later(ms: number): Promise<void> {
  await whole.running.advance(ms);
  await quiet(whole);
}

const told = () => holder.received.map(({ type, data }) => `${type} ${data.version}`);

async function pageJson(): Promise<{ version?: string }> {
  return (await (await fetch(`${url}.json`)).json()) as { version?: string };
}

/** What the six documents say of the release, where they all say the same. */
async function entry(): Promise<Item> {
  const all = await Promise.all(
    documentsOf('blora').map(async (path) => {
      const items = await readFeed(whole.running.site, path);
      expect({ path, items }).toMatchObject({ items: [{}] });
      return items[0]!;
    }),
  );
  const [, atom] = all as [Item, Item];
  for (const item of all) expect({ updatedAt: atom.updatedAt, ...item }).toEqual(atom);
  return atom;
}

describe('the same text again is neither a version nor a webhook', () => {
  const NOTHING_NEW = { version: '1', told: ['release.published 1'] };
  async function afterItsGrace(): Promise<typeof NOTHING_NEW> {
    await later(GRACE_MS);
    return { version: (await pageJson()).version ?? '', told: told() };
  }

  it('as the same file', async () => {
    expect((await dropped(TEXT)).state).toBe('unchanged');
    expect(await afterItsGrace()).toEqual(NOTHING_NEW);
  });

  it('with Windows line ends', async () => {
    expect((await dropped(TEXT.replaceAll('\n', '\r\n'))).state).toBe('unchanged');
    expect(await afterItsGrace()).toEqual(NOTHING_NEW);
  });

  it('in parts', async () => {
    const { s3, running } = whole;
    const object = { Bucket: running.dropBucket, Key: `incoming/${PATH}` };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const part = { ...object, UploadId, PartNumber: 1 };
    const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: TEXT }));
    const done = await s3.send(
      new CompleteMultipartUploadCommand({
        ...object,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    expect((await receiptOf(whole, PATH, done.VersionId ?? '')).state).toBe('unchanged');
    expect(await afterItsGrace()).toEqual(NOTHING_NEW);
  });

  it('after a restart on the same data', async () => {
    const port = Number(new URL(whole.running.site).port);
    await whole.stop();
    whole = await startWhole({ data, port });
    expect((await dropped(TEXT)).state).toBe('unchanged');
    expect(await afterItsGrace()).toEqual(NOTHING_NEW);
  });

  it.each(['D P', 'P D', 'D', 'P', 'P D D P', 'D P P D'])(
    'deleted and put again, its events coming as %s',
    async (order) => {
      const { D, P } = await withEventsKept();
      const sqs = new SQSClient(whole.running.aws.clientConfig);
      for (const event of order.split(' ')) {
        const MessageBody = event === 'D' ? D : P;
        await sqs.send(
          new SendMessageCommand({ QueueUrl: whole.running.queues['UploadsQueue'], MessageBody }),
        );
        await quiet(whole);
      }
      sqs.destroy();
      expect(await afterItsGrace()).toEqual(NOTHING_NEW);
    },
  );

  it('nor when every second look has been taken: those write nothing', async () => {
    const before = whole.objects.length;
    await later(LOOK_MS);
    expect(await afterItsGrace()).toEqual(NOTHING_NEW);
    // The status says when the site was built last, and the pulse that ingest answers.
    const isOfRelease = ({ key }: { key: string }): boolean =>
      key !== 'status.json' && !key.includes('/_pulse/');
    expect(whole.objects.slice(before).filter(isOfRelease)).toEqual([]);
  });

  /** Deletes and puts while the bucket's events stay with the test, as if they were late. */
  async function withEventsKept(): Promise<{ D: string; P: string }> {
    const events: string[] = [];
    const { sqs } = whole.running.aws;
    const kept = vi.spyOn(sqs, 'enqueue').mockImplementation((_, body) => void events.push(body));
    await remove(whole, PATH);
    await drop(whole, PATH, TEXT);
    kept.mockRestore();
    const [D = '', P = '', ...others] = events;
    expect([D.includes('ObjectRemoved'), P.includes('ObjectCreated'), others]).toEqual([true, true, []]);
    return { D, P };
  }
});

describe('what an author changes', () => {
  it('by an edit is version 2 of the same entry, and told once', async () => {
    const before = await entry();
    expect((await dropped(EDITED)).release?.version).toBe(2);
    await quiet(whole);
    await later(LOOK_MS);
    const after = await entry();
    expect(after).toMatchObject({ id: before.id, title: before.title, publishedAt: before.publishedAt });
    expect(Date.parse(after.updatedAt ?? '')).toBeGreaterThan(Date.parse(before.updatedAt ?? ''));
    expect(after.text).toContain('lusa pagi');
    expect(told().slice(1)).toEqual(['release.updated 2']);
  });

  it('by deleting is withdrawn after its grace: page, entries, and whoever holds it', async () => {
    const before = await entry();
    await remove(whole, PATH);
    await quiet(whole);
    expect((await fetch(url)).status).toBe(200);
    await later(GRACE_MS);
    expect((await fetch(url)).status).toBe(410);
    const after = await entry();
    expect(after).toMatchObject({
      id: before.id,
      title: `[Withdrawn] ${before.title}`,
      publishedAt: before.publishedAt,
    });
    expect(after.text).not.toContain('lusa pagi');
    expect(Date.parse(after.updatedAt ?? '')).toBeGreaterThan(Date.parse(before.updatedAt ?? ''));
    for (const path of ['/atom.xml', '/n/blora/atom.xml']) {
      const atom = await (await fetch(`${whole.running.site}${path}`)).text();
      expect(atom).toContain(
        `<at:deleted-entry ref="${before.id}" when="${after.updatedAt?.replace('Z', '.000Z')}" xmlns:at=`,
      );
    }
    expect(told().slice(2)).toEqual(['release.withdrawn 3']);
  });

  it('by dropping it again is restored, as a newer version', async () => {
    const before = await entry();
    expect(await dropped(EDITED)).toMatchObject({ state: 'published', release: { version: 4 } });
    await later(GRACE_MS);
    expect((await fetch(url)).status).toBe(200);
    const after = await entry();
    expect(after).toMatchObject({ id: before.id, publishedAt: before.publishedAt });
    expect(`[Withdrawn] ${after.title}`).toBe(before.title);
    expect(Date.parse(after.updatedAt ?? '')).toBeGreaterThan(Date.parse(before.updatedAt ?? ''));
    expect(told().slice(3)).toEqual(['release.published 4']);
  });

  it('is told in webhooks that each have an id of their own, and to no endpoint that never held it', async () => {
    await later(LOOK_MS);
    expect(new Set(holder.received.map(({ id }) => id)).size).toBe(4);
    expect(holder.received).toHaveLength(4);
    expect(stranger.received).toEqual([]);
  });
});
