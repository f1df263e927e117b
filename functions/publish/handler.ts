import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { makeAwsDeps } from './aws-deps.ts';
import { publishEnvSchema } from './env.ts';
import { publishBatch } from './publish-batch.ts';
import { readBatch, readPrompt } from './read-prompt.ts';
import { makeReport } from './report-event.ts';

const env = readEnv(publishEnvSchema);
const logger = makeLogger('publish');
const metrics = makeMetrics('publish');
const sqs = makeSqsClient();
const failedRecords = makeSqsFailedRecords({
  client: sqs,
  queues: [{ queueUrl: env.FEEDS_QUEUE_URL, deadLetterUrl: env.FEEDS_DEAD_URL }],
});
const deps = makeAwsDeps({ env, sqs, report: makeReport({ logger, metrics }) });

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
