import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { deliveryPromptSchema, type DeliveryPrompt } from '#domain/prompt/prompt.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { promptReader } from '#platform/read-prompt.ts';
import { makeAwsDeps } from './aws-deps.ts';
import { deliverPrompt } from './deliver-prompt.ts';
import { deliverEnvSchema } from './env.ts';

const env = readEnv(deliverEnvSchema);
const [logger, metrics, sqs] = [makeLogger('deliver'), makeMetrics('deliver'), makeSqsClient()];
const deps = makeAwsDeps({ env, sqs, logger, metrics });
const queues = [
  { queueUrl: env.URGENT_QUEUE_URL, deadLetterUrl: env.URGENT_DEAD_URL },
  { queueUrl: env.DELIVERIES_QUEUE_URL, deadLetterUrl: env.DELIVERIES_DEAD_URL },
  { queueUrl: env.BULK_QUEUE_URL, deadLetterUrl: env.BULK_DEAD_URL },
];

/** The urgent, deliveries and bulk queues: prompts that name an endpoint and what it may have to be told. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return runBatch<DeliveryPrompt>(event, {
    parse: promptReader(deliveryPromptSchema),
    handle: ({ message }) => deliverPrompt(deps, message, () => context.getRemainingTimeInMillis()),
    ...makeSqsFailedRecords({ client: sqs, queues }),
    logger,
    metrics,
  });
}
