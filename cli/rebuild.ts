import * as z from 'zod/mini';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { ingestEnvSchema } from '../functions/ingest/env.ts';
import { rebuild } from '../functions/ingest/rebuild.ts';

// `npm run rebuild`: with ingest's own settings and AWS's in the environment, as `npm start` leaves them in
// `.presswire/stack.env` and `.presswire/aws.env`.
const env = readEnv(
  z.pick(ingestEnvSchema, {
    TABLE: true,
    DROP_BUCKET: true,
    PUBLIC_BUCKET: true,
    SITE_URL: true,
    NETWORK: true,
    FEEDS_QUEUE_URL: true,
  }),
);
const s3 = makeS3Client();
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const { logged, releases, builds } = await rebuild({
  clock: makeSystemClock(),
  drop: makeS3DropBucket({ client: s3, bucket: env.DROP_BUCKET }),
  receipts: makeS3ObjectStore({ client: s3, bucket: env.DROP_BUCKET }),
  site: makeS3ObjectStore({ client: s3, bucket: env.PUBLIC_BUCKET }),
  releases: makeDynamoReleaseStore({ table }),
  sources: makeDynamoSourceStore({ table }),
  feeds: makeDynamoFeedStore({ table }),
  newsrooms: makeDynamoNewsroomStore({ table }),
  holders: makeDynamoHolderStore({ table }),
  due: makeDynamoDueStore({ table }),
  prompts: makeSqsPrompts({ client: makeSqsClient(), queueUrls: { feeds: env.FEEDS_QUEUE_URL } }),
  network: env.NETWORK,
  siteUrl: env.SITE_URL,
  countRepair: () => {},
});
console.log(`${logged} uploads, deletions and commands told again: ${releases} releases.`);
console.log(`${builds} feeds and index pages are being built. No partner is told anything.`);
