import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { drop, receiptOf } from '../support/author.ts';
import { startPartner, type Partner } from '../support/partner.ts';
import { quiet } from '../support/quiet.ts';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';

const STORED = joinPath(import.meta.dirname, '../fixtures/stored/2026-11-first-lifecycle/items.json');
const ENDPOINT = 'ep-8bd31d3319be0929';
const itemsSchema = z.array(z.looseObject({ pk: z.string(), sk: z.string() }));
const rotatedSchema = z.object({ secret: z.string() });

let whole: WholeStack;
let partner: Partner;
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  partner = await startPartner();
  whole = await startWhole({ sample: false });
  table = DynamoDBDocumentClient.from(new DynamoDBClient(whole.running.aws.clientConfig));
  for (const item of itemsSchema.parse(JSON.parse(readFileSync(STORED, 'utf8')))) {
    const Item = item['url'] === undefined ? item : { ...item, url: partner.url };
    await table.send(new PutCommand({ TableName: whole.running.table, Item }));
  }
  const path = `/partners/kabar/endpoints/${ENDPOINT}/rotate-secret`;
  partner.secret = rotatedSchema.parse(await whole.api('POST', path)).secret;
}, 120_000);
afterAll(async () => {
  table.destroy();
  await Promise.all([whole.stop(), partner.stop()]);
});

it('a stack of today goes on with the table of an earlier one', { timeout: 120_000 }, async () => {
  const path = 'blora/pasar.md';
  const receipt = await receiptOf(
    whole,
    path,
    await drop(whole, path, '---\ntitle: Pasar buka lagi\n---\n\nBlora: pedagang kembali ke los besar.\n'),
  );
  expect(receipt).toMatchObject({ state: 'published', release: { id: 'blora/pasar', version: 3 } });
  await quiet(whole);
  // Pages of then are in another bucket: the look that was due then writes them again, and a link leads there.
  for (let look = 0; look < 4 && partner.received.length < 2; look += 1) {
    await whole.running.advance(5 * 60_000);
    await quiet(whole);
  }
  // The holder of then is told the difference; what failed then is made good, by the due item of then.
  const told = partner.received.map(({ type, data: { version } }) => `${type} ${version}`);
  expect(told.toSorted()).toEqual(['release.published 1', 'release.updated 3']);
  const feed = await (await fetch(`${whole.running.site}/n/blora/feed.xml`)).text();
  expect(feed.match(/<title>(?:Pasar buka lagi|Jembatan dibuka)<\/title>/g)).toHaveLength(2);
  const Key = { pk: 'RELEASE#blora/pasar', sk: 'VERSION#000001' };
  const { Item: first } = await table.send(new GetCommand({ TableName: whole.running.table, Key }));
  const stored = itemsSchema.parse(JSON.parse(readFileSync(STORED, 'utf8')));
  expect(first).toEqual(stored.find(({ pk, sk }) => pk === Key.pk && sk === Key.sk));
});
