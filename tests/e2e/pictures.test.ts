import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPhoto, CAMERA_WORDS } from '../support/a-photo.ts';
import { drop, receiptOf, remove, type ReadReceipt } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

/** What the edge keeps a page for. */
const EDGE_MS = 61_000;
const TEXT = `---
title: Pasar Sayangan dibuka kembali
picture:
  file: pasar.jpg
  caption: Pedagang di los baru
  credit: Maya
---

Pasar Sayangan dibuka kembali pada Minggu pagi.
`;

describe('a text and a photo', () => {
  let whole: WholeStack;
  let partner: Partner;
  let photo: Buffer;

  beforeAll(async () => {
    [whole, partner, photo] = await Promise.all([startWhole(), startPartner(), aPhoto()]);
    await join(whole, 'kabar', partner, { minor: true });
  });
  afterAll(async () => {
    await whole.stop();
    await partner.stop();
  });

  const media = (html: string): string[] => [
    ...new Set([...html.matchAll(/\/media\/[0-9a-f]{64}\.(?:jpg|webp)/g)].map(([path]) => path)),
  ];
  const show = async (path: string): Promise<Response> => fetch(`${whole.running.site}${path}`);
  const objects = async (bucket: string, prefix = ''): Promise<string[]> => {
    const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix });
    return ((await whole.s3.send(list)).Contents ?? []).map(({ Key = '' }) => Key);
  };
  const bytesOf = async (Bucket: string, Key: string): Promise<Buffer> => {
    const { Body } = await whole.s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };

  it('before its text is kept, and nothing of it is public', async () => {
    const receipt = await receiptOf(whole, 'blora/pasar.jpg', await drop(whole, 'blora/pasar.jpg', photo));
    expect(receipt.state).toBe('kept');
    expect(await objects(whole.running.publicBucket, 'media/')).toEqual([]);
  });

  let receipt: ReadReceipt;
  it('is on the page with its words, at its address and in the feeds', async () => {
    receipt = await receiptOf(whole, 'blora/pasar.md', await drop(whole, 'blora/pasar.md', TEXT));
    expect(receipt.findings.map(({ code }) => code)).not.toContain('W_PICTURE_MISSING');
    await quiet(whole);
    const page = await (await fetch(receipt.release?.url ?? '')).text();
    expect(page).toContain('Pedagang di los baru');
    const paths = media(page);
    expect(paths).toHaveLength(6);
    for (const path of paths) {
      const answer = await show(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        path.endsWith('jpg') ? 'image/jpeg' : 'image/webp',
      ]);
    }
    const rss = await (await show('/n/blora/feed.xml')).text();
    const [, url = '', length] = /<enclosure url="([^"]*)" length="(\d+)" type="image\/jpeg"/.exec(rss) ?? [];
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(Number(length));
    const json = await (await fetch(`${receipt.release?.url}.json`)).json();
    expect(json).toMatchObject({ associations: [{ name: 'lead', by: 'Maya', type: 'picture' }] });
  });

  it('tells nobody where it was taken', async () => {
    const { publicBucket, dropBucket } = whole.running;
    const places = [
      ...(await objects(publicBucket)).map((key) => [publicBucket, key] as const),
      ...(await objects(dropBucket, 'receipts/')).map((key) => [dropBucket, key] as const),
      ...(await objects(dropBucket, 'converted/')).map((key) => [dropBucket, key] as const),
    ];
    expect(places.length).toBeGreaterThan(20);
    for (const [bucket, key] of places) {
      const bytes = await bytesOf(bucket, key);
      expect(CAMERA_WORDS.filter((word) => bytes.includes(word)).map((word) => `${key}: ${word}`)).toEqual(
        [],
      );
    }
    for (const { body } of partner.received)
      expect(CAMERA_WORDS.some((word) => body.includes(word))).toBe(false);
  });

  it('that comes after its text makes a minor version, of which those are told who asked', async () => {
    const front = '---\ntitle: Jam buka berubah\n---\n\nPasar buka sampai malam.\n';
    const late = await receiptOf(whole, 'blora/jam.md', await drop(whole, 'blora/jam.md', front));
    await receiptOf(
      whole,
      'blora/jam.jpg',
      await drop(whole, 'blora/jam.jpg', await aPhoto({ colour: '#993333' })),
    );
    await quiet(whole);
    await whole.running.advance(EDGE_MS);
    expect(media(await (await fetch(late.release?.url ?? '')).text())).toHaveLength(6);
    const told = partner.received.filter(({ data }) => data.uri === late.release?.uri);
    expect(told.map(({ type, data }) => `${type} ${data.version}`)).toEqual([
      'release.published 1',
      'release.updated 2',
    ]);
  });

  it('goes when its text is deleted, and no other goes with it', async () => {
    const before = await objects(whole.running.publicBucket, 'media/');
    await remove(whole, 'blora/pasar.md');
    await quiet(whole);
    await whole.running.advance(120_000);
    await quiet(whole);
    const left = await objects(whole.running.publicBucket, 'media/');
    expect([before.length, left.length]).toEqual([12, 6]);
    await whole.running.advance(400_000);
    for (const key of before.filter((one) => !left.includes(one)))
      expect((await show(`/${key}`)).status).toBe(404);
  });

  it('that never comes holds its text up for a quarter of an hour', async () => {
    const waits = TEXT.replace('Sayangan', 'Rakyat').replace('pasar.jpg', 'hilang.jpg');
    const version = await drop(whole, 'blora/rakyat.md', waits);
    await quiet(whole);
    await whole.running.advance(14 * 60_000);
    await quiet(whole);
    expect(await objects(whole.running.dropBucket, 'receipts/blora/rakyat.md/')).toEqual([]);
    await whole.running.advance(3 * 60_000);
    const late = await receiptOf(whole, 'blora/rakyat.md', version);
    expect(late.state).toBe('published');
    expect(late.findings.map(({ code }) => code)).toContain('W_PICTURE_MISSING');
  });
});
