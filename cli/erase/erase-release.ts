import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DeleteCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { decodeListedKey } from '#adapters/aws/listed-key.ts';
import { feedPk, latestKey, listedFeedKey, uploadsPk, type Key } from '#adapters/aws/table-keys.ts';
import { noticesFeed, touchedFeed } from '#domain/feed/feed-id.ts';
import { conversionKey } from '#domain/formats/conversion.ts';
import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
import type { Head } from '#domain/release/head.ts';

/** Where everything of a release stands. */
export type Places = {
  s3: S3Client;
  documents: DynamoDBDocumentClient;
  table: string;
  dropBucket: string;
  publicBucket: string;
};
export type Erased = { versionsOfFiles: number; items: number; feeds: string[] };

const AUTHOR_FEED = /^n\/[^/]+\/a\/[^/]+$/;
const keySchema = z.object({ pk: z.string(), sk: z.string() });
const receiptItemSchema = z.object({ ...keySchema.shape, key: z.optional(z.string()) });

/**
 * Deletes what a killed release left: every version of its files, their receipts and conversions, its items, and the
 * feeds of authors who have nothing else. LATEST goes last, since it names all of it: cut off, it is done again. The
 * notices at its addresses stay, and the hash by which its words are refused.
 */
export async function eraseRelease(places: Places, head: Head): Promise<Erased> {
  const files = Object.keys(head.sources);
  const keys = [...files, ...files.map(checkedAs), `commands/import/${head.releaseId}.json`];
  let versionsOfFiles = 0;
  for (const key of keys) versionsOfFiles += await eraseFile(places, key);
  let items = await eraseItems(places, uploadsPk(head.newsroom), ({ key }) => keys.includes(key ?? ''));
  const { pk, sk: latest } = latestKey(head.releaseId);
  const feeds: string[] = [];
  for (const feedId of head.feedsEver) {
    items += await erasePointers(places, feedId, head);
    if (AUTHOR_FEED.test(feedId) && (await isEmpty(places, feedId))) {
      await eraseFeed(places, feedId);
      feeds.push(feedId);
    }
  }
  items += await eraseItems(places, pk, ({ sk }) => sk !== latest);
  await removeItem(places, { pk, sk: latest });
  return { versionsOfFiles, items: items + 1, feeds };
}

/** Where its author would have had it checked before. */
function checkedAs(key: string): string {
  return key.replace(/^incoming\//, 'check/');
}

const NEWEST = ['.json', '.txt', '.html'] as const;

/** An upload or an import, its receipts, and what was opened of it. */
async function eraseFile(places: Places, key: string): Promise<number> {
  const { dropBucket } = places;
  const folder = receiptFolder(key);
  const receipts = await versionsBelow(places, dropBucket, folder);
  const own = (await versionsBelow(places, dropBucket, key)).filter((one) => one.key === key);
  const ofIt = receipts.filter(
    (one) => one.key.startsWith(`${folder}/`) || NEWEST.some((type) => one.key === `${folder}${type}`),
  );
  const opened = await Promise.all(
    own.map(({ versionId }) => versionsBelow(places, dropBucket, conversionKey(key, versionId))),
  );
  for (const version of [...ofIt, ...opened.flat(), ...own]) await removeVersion(places, dropBucket, version);
  return own.length;
}

async function erasePointers(
  places: Places,
  feedId: string,
  { releaseId, firstPublicAt }: Head,
): Promise<number> {
  if (firstPublicAt === undefined) return 0;
  const sk = `${firstPublicAt}#${releaseId}`;
  const lists = [feedId, noticesFeed(feedId), touchedFeed(feedId)];
  for (const list of lists) await removeItem(places, { pk: feedPk(list), sk });
  return lists.length;
}

async function isEmpty(places: Places, feedId: string): Promise<boolean> {
  const items = await itemsOf(places, feedPk(feedId));
  return items.every(({ sk }) => sk === 'STATE');
}

/** A feed that bears a person's name. */
async function eraseFeed(places: Places, feedId: string): Promise<void> {
  await removeItem(places, listedFeedKey(feedId));
  await eraseItems(places, feedPk(feedId), () => true);
  for (const version of await versionsBelow(places, places.publicBucket, `${feedId}/`)) {
    await removeVersion(places, places.publicBucket, version);
  }
}

async function eraseItems(
  places: Places,
  pk: string,
  isOfIt: (item: z.infer<typeof receiptItemSchema>) => boolean,
): Promise<number> {
  const found = (await itemsOf(places, pk)).filter(isOfIt);
  for (const item of found) await removeItem(places, item);
  return found.length;
}

async function itemsOf(
  { documents, table }: Places,
  pk: string,
): Promise<z.infer<typeof receiptItemSchema>[]> {
  const found: z.infer<typeof receiptItemSchema>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    found.push(...z.array(receiptItemSchema).parse(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

async function removeItem({ documents, table }: Places, { pk, sk }: Key): Promise<void> {
  await documents.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
}

type Version = { key: string; versionId: string };

async function versionsBelow({ s3 }: Places, Bucket: string, Prefix: string): Promise<Version[]> {
  const found: Version[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, EncodingType: 'url', ...marker }),
    );
    for (const { Key = '', VersionId = '' } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
      found.push({ key: decodeListedKey(Key, page.EncodingType), versionId: VersionId });
    }
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    marker =
      page.IsTruncated === true && KeyMarker !== undefined
        ? {
            KeyMarker: decodeListedKey(KeyMarker, page.EncodingType),
            ...(VersionIdMarker ? { VersionIdMarker } : {}),
          }
        : undefined;
  }
  return found;
}

async function removeVersion({ s3 }: Places, Bucket: string, { key, versionId }: Version): Promise<void> {
  const which = versionId === '' || versionId === 'null' ? {} : { VersionId: versionId };
  await s3.send(new DeleteObjectCommand({ Bucket, Key: key, ...which }));
}
