import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeCloudFrontClient } from '#adapters/aws/cloudfront-client.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeCloudFrontEdge } from '#adapters/aws/edge.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeDynamoSourceStore } from '#adapters/aws/source-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { ingestEnvSchema, queueUrlsOf } from './env.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { ingestPrompt } from './ingest-prompt.ts';
import { readMessage } from './read-message.ts';

const env = readEnv(ingestEnvSchema);
const [logger, metrics] = [makeLogger('ingest'), makeMetrics('ingest')];
const [s3, sqs] = [makeS3Client(), makeSqsClient()];
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const queueUrls = queueUrlsOf(env);
const queues = [{ queueUrl: queueUrls.uploads, deadLetterUrl: queueUrls.uploadsDead }];
const deps: IngestDeps = {
  clock: makeSystemClock(),
  drop: makeS3DropBucket({ client: s3, bucket: env.DROP_BUCKET }),
  receipts: makeS3ObjectStore({ client: s3, bucket: env.DROP_BUCKET }),
  site: makeS3ObjectStore({ client: s3, bucket: env.PUBLIC_BUCKET }),
  releases: makeDynamoReleaseStore({ table }),
  sources: makeDynamoSourceStore({ table }),
  feeds: makeDynamoFeedStore({ table }),
  newsrooms: makeDynamoNewsroomStore({ table }),
  due: makeDynamoDueStore({ table }),
  edge: makeCloudFrontEdge({ client: makeCloudFrontClient(), distributionId: env.DISTRIBUTION_ID }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls }),
  network: env.NETWORK,
  siteUrl: env.SITE_URL,
  countRepair: () => metrics.count('Repairs'),
  noteDwell: (dwellMs) => metrics.milliseconds('Dwell', dwellMs),
};

/** The uploads queue: S3's notifications, and prompts that name a key or a release. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return runBatch(event, {
    parse: readMessage,
    handle: ({ message, receivedAtMs }) => ingestPrompt(deps, message, { firstReceivedMs: receivedAtMs }),
    ...makeSqsFailedRecords({ client: sqs, queues }),
    logger,
    metrics,
  });
}
