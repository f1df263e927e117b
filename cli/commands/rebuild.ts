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
import { makeSystemClock } from '#platform/system-clock.ts';
import { ingestEnvSchema } from '../../functions/ingest/env.ts';
import { rebuild } from '../../functions/ingest/rebuild.ts';
import { usage } from '../cli-error.ts';
import type { Call } from '../command.ts';

const SETTINGS = z.pick(ingestEnvSchema, {
  TABLE: true,
  DROP_BUCKET: true,
  PUBLIC_BUCKET: true,
  SITE_URL: true,
  NETWORK: true,
  FEEDS_QUEUE_URL: true,
});

/** Makes table and public bucket again, with ingest's own settings. */
export async function runRebuild(call: Call): Promise<0> {
  const { place, settings } = call.aws();
  const env = readSettings(settings);
  const s3 = makeS3Client(place);
  const table = makeTable({ client: makeDocumentClient(place), tableName: env.TABLE });
  const rebuilt = await rebuild({
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
    prompts: makeSqsPrompts({ client: makeSqsClient(place), queueUrls: { feeds: env.FEEDS_QUEUE_URL } }),
    network: env.NETWORK,
    siteUrl: env.SITE_URL,
    countRepair: () => {},
  });
  const { logged, releases, builds } = rebuilt;
  call.show(
    rebuilt,
    `${logged} uploads, deletions and commands told again: ${releases} releases.\n` +
      `${builds} feeds and index pages are being built. No partner is told anything.`,
  );
  return 0;
}

function readSettings(settings: Readonly<Record<string, string | undefined>>): z.infer<typeof SETTINGS> {
  const read = SETTINGS.safeParse(settings);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path }) => path.map(String).join('.'));
  throw usage(
    `${names.join(', ')} is not set. They are variables of the ingest function: ` +
      'aws lambda get-function-configuration --function-name <ingest> --query Environment.Variables',
  );
}
