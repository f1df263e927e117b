import type { Place } from '#adapters/aws/connection.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { IngestEnv } from './env.ts';
import type { IngestDeps } from './ingest-deps.ts';

type Settings = Pick<IngestEnv, 'TABLE' | 'DROP_BUCKET' | 'PUBLIC_BUCKET' | 'SITE_URL' | 'NETWORK'>;

/** The table and the buckets as ingest works with them on AWS; whom it tells is its caller's to say. */
export function makeAwsStores(
  env: Settings,
  place?: Place,
): Omit<IngestDeps, 'edge' | 'prompts' | 'countRepair' | 'noteDwell'> {
  const s3 = makeS3Client(place);
  const table = makeTable({ client: makeDocumentClient(place), tableName: env.TABLE });
  return {
    clock: makeSystemClock(),
    drop: makeS3DropBucket({ client: s3, bucket: env.DROP_BUCKET }),
    receipts: makeS3ObjectStore({ client: s3, bucket: env.DROP_BUCKET }),
    site: makeS3ObjectStore({ client: s3, bucket: env.PUBLIC_BUCKET }),
    releases: makeDynamoReleaseStore({ table }),
    sources: makeDynamoSourceStore({ table }),
    feeds: makeDynamoFeedStore({ table }),
    newsrooms: makeDynamoNewsroomStore({ table }),
    due: makeDynamoDueStore({ table }),
    network: env.NETWORK,
    siteUrl: env.SITE_URL,
  };
}
