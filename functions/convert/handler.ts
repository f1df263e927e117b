import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeS3DropBucket } from '#adapters/aws/drop-bucket.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { convertPromptSchema, type ConvertPrompt } from '#domain/prompt/prompt.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { promptReader } from '#platform/read-prompt.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { ConvertDeps } from './convert-deps.ts';
import { convertOrAnswer } from './convert-or-answer.ts';
import { convertEnvSchema } from './env.ts';

const env = readEnv(convertEnvSchema);
const logger = makeLogger('convert');
const metrics = makeMetrics('convert');
const [s3, sqs] = [makeS3Client(), makeSqsClient()];
const deps: ConvertDeps = {
  clock: makeSystemClock(),
  drop: makeS3DropBucket({ client: s3, bucket: env.DROP_BUCKET }),
  converted: makeS3ObjectStore({ client: s3, bucket: env.DROP_BUCKET }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls: { uploads: env.UPLOADS_QUEUE_URL } }),
};
const queues = [{ queueUrl: env.CONVERSIONS_QUEUE_URL, deadLetterUrl: env.CONVERSIONS_DEAD_URL }];

/** The conversions queue; what a container may take of memory is measured for one at a time. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return runBatch<ConvertPrompt>(event, {
    parse: promptReader(convertPromptSchema),
    handle: (record) => convertOrAnswer(deps, record),
    ...makeSqsFailedRecords({ client: sqs, queues }),
    logger,
    metrics,
    concurrency: 1,
  });
}
