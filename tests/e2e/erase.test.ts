import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { drop, receiptOf } from '../support/author.ts';
import { presswire as runPresswire } from '../support/command-line.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { itemsOf } from '../support/table-items.ts';
import { join, startWhole, type WholeStack } from '../support/whole-stack.ts';

const MINUTE_MS = 60_000;
const PERSON = /siti[ .-]rahma|0812-555/i;
const PATH = 'blora/pasar.md';
const text = (line: string) => `---
title: Pasar buka
author: Siti Rahma
contact: Siti Rahma, siti.rahma@desk.example, 0812-555-0199
---

${line} "Kami senang," kata Siti Rahma.
`;

let stack: WholeStack;
let partner: Partner;
beforeAll(async () => {
  stack = await startWhole();
  partner = await startPartner(stack.running.now);
  await join(stack, 'planet', partner);
}, 120_000);
afterAll(async () => {
  await partner.stop();
  await stack.stop();
});

const items = () => itemsOf(makeDocumentClient(stack.running.aws.clientConfig), stack.running.table);
/** Every version below a prefix of the drop bucket. */
async function versions(Prefix: string) {
  const page = await stack.s3.send(
    new ListObjectVersionsCommand({ Bucket: stack.running.dropBucket, Prefix }),
  );
  return [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
}

/** Where the person is named: by key in the buckets (every version of the drop bucket), by key in the table. */
async function named(): Promise<string[]> {
  const { s3, running } = stack;
  const found = (await items())
    .filter((item) => PERSON.test(JSON.stringify(item)))
    .map(({ pk, sk }) => `table ${pk} ${sk}`);
  for (const { Key = '', VersionId } of await versions('')) {
    const object = await s3
      .send(new GetObjectCommand({ Bucket: running.dropBucket, Key, VersionId }))
      .catch(() => undefined);
    if (PERSON.test((await object?.Body?.transformToString()) ?? '')) found.push(`drop ${Key}`);
  }
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: running.publicBucket }));
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: running.publicBucket, Key }));
    if (PERSON.test(`${Key} ${await Body?.transformToString()}`)) found.push(`public ${Key}`);
  }
  return found.toSorted();
}

const presswire = (...words: string[]) => runPresswire(stack.running, ...words, '--json');

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await stack.running.advance(MINUTE_MS);
    await quiet(stack);
  }
}

it('a kill and an erasure leave nothing of a person, and stay so', { timeout: 400_000 }, async () => {
  await stack.s3.send(
    new PutObjectCommand({
      Bucket: stack.running.dropBucket,
      Key: `check/${PATH}`,
      Body: text('Pedagang kembali.'),
    }),
  );
  await quiet(stack);
  for (const line of ['Pedagang kembali.', 'Pedagang kembali ke los baru.']) {
    await receiptOf(stack, PATH, await drop(stack, PATH, text(line)));
    await quiet(stack);
  }
  const other = 'blora/air.md';
  await receiptOf(stack, other, await drop(stack, other, '# Air bersih\n\nTruk tangki datang.\n'));
  await quiet(stack);
  expect(await named()).toEqual(
    expect.arrayContaining([
      `drop check/${PATH}`,
      `drop incoming/${PATH}`,
      'drop receipts/blora/pasar.md.html',
      'public n/blora/a/siti-rahma/feed.xml',
      'table RELEASE#blora/pasar VERSION#000001',
    ]),
  );
  expect(await presswire('erase', 'blora/pasar')).toEqual({
    code: 2,
    said: expect.stringContaining('Kill it first'),
  });

  partner.answer = 503;
  await stack.api('POST', '/releases/blora/pasar/kill', { reason: 'Personal data.' });
  await quiet(stack);
  expect(await presswire('erase', 'blora/pasar')).toEqual({
    code: 1,
    said: expect.stringContaining('1 endpoints have not taken the kill yet'),
  });
  partner.answer = 200;
  await pass(3);
  expect(partner.received.at(-1)?.type).toBe('release.killed');

  const erased = await presswire('erase', 'blora/pasar');
  expect(erased.code).toBe(0);
  expect(JSON.parse(erased.said)).toMatchObject({ versionsOfFiles: 3, feeds: ['n/blora/a/siti-rahma'] });
  // Looks, sweeps and the beat of the site.
  await pass(15);
  expect(await named()).toEqual([]);
  expect((await items()).filter(({ pk }) => pk === 'RELEASE#blora/air')).toHaveLength(2);
  expect((await items()).filter(({ pk }) => pk === 'RELEASE#blora/pasar')).toEqual([]);
  expect(await presswire('erase', 'blora/pasar')).toMatchObject({ code: 1 });

  const again = 'blora/lagi.md';
  const receipt = await receiptOf(
    stack,
    again,
    await drop(stack, again, text('Pedagang kembali ke los baru.')),
  );
  expect(receipt).toMatchObject({ state: 'refused' });
  await pass(31);
  const dead = stack.running.aws.sqs.depths().filter(({ name, visible }) => /Dead/.test(name) && visible > 0);
  expect(dead).toEqual([]);
});
