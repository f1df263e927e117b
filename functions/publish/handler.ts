import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { makeContentMemory } from './content-memory.ts';
import { publishEnvSchema } from './env.ts';
import { publishBatch } from './publish-batch.ts';
import type { PublishDeps } from './publish-deps.ts';
import { readBatch, readPrompt } from './read-prompt.ts';
import { makeReport } from './report-event.ts';

const env = readEnv(publishEnvSchema);
const logger = makeLogger('publish');
const metrics = makeMetrics('publish');
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const sqs = makeSqsClient();
const failedRecords = makeSqsFailedRecords({
  client: sqs,
  queues: [{ queueUrl: env.FEEDS_QUEUE_URL, deadLetterUrl: env.FEEDS_DEAD_URL }],
});
const deps: PublishDeps = {
  clock: makeSystemClock(),
  feeds: makeDynamoFeedStore({ table }),
  releases: makeDynamoReleaseStore({ table }),
  newsrooms: makeDynamoNewsroomStore({ table }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls: { feeds: env.FEEDS_QUEUE_URL } }),
  site: makeS3ObjectStore({ client: makeS3Client(), bucket: env.PUBLIC_BUCKET }),
  contents: makeContentMemory(),
  siteUrl: env.SITE_URL,
  networkName: env.NETWORK_NAME,
  report: makeReport({ logger, metrics }),
};

/** The feeds queue: prompts that name a feed or an index page. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const build = publishBatch(deps, readBatch(event.Records));
  return runBatch(event, {
    parse: readPrompt,
    handle: ({ message }) => build(message),
    ...failedRecords,
    logger,
    metrics,
  });
}
