import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeCloudFrontClient } from '#adapters/aws/cloudfront-client.ts';
import { makeCloudFrontEdge } from '#adapters/aws/edge.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeAwsStores } from './aws-deps.ts';
import { ingestEnvSchema, queueUrlsOf } from './env.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { ingestPrompt } from './ingest-prompt.ts';
import { readMessage } from './read-message.ts';

const env = readEnv(ingestEnvSchema);
const [logger, metrics] = [makeLogger('ingest'), makeMetrics('ingest')];
const sqs = makeSqsClient();
const queueUrls = queueUrlsOf(env);
const queues = [{ queueUrl: queueUrls.uploads, deadLetterUrl: queueUrls.uploadsDead }];
const deps: IngestDeps = {
  ...makeAwsStores(env),
  edge: makeCloudFrontEdge({ client: makeCloudFrontClient(), distributionId: env.DISTRIBUTION_ID }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls }),
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
