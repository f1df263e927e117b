import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeEventBridgeClient } from '#adapters/aws/event-bridge-client.ts';
import { makeEventBridgeBus } from '#adapters/aws/event-bus.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { changePromptSchema, type ChangePrompt } from '#domain/prompt/prompt.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { makeMetrics } from '#platform/metrics.ts';
import { readEnv } from '#platform/read-env.ts';
import { promptReader } from '#platform/read-prompt.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { announce } from './announce.ts';
import type { AnnounceDeps } from './announce-deps.ts';
import { announceEnvSchema } from './env.ts';

const env = readEnv(announceEnvSchema);
const logger = makeLogger('announce');
const metrics = makeMetrics('announce');
const sqs = makeSqsClient();
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const { CHANGES_QUEUE_URL: changes, URGENT_QUEUE_URL: urgent, DELIVERIES_QUEUE_URL: deliveries } = env;
const deps: AnnounceDeps = {
  bus: makeEventBridgeBus({ client: makeEventBridgeClient(), busName: env.EVENT_BUS }),
  clock: makeSystemClock(),
  due: makeDynamoDueStore({ table }),
  holders: makeDynamoHolderStore({ table }),
  partners: makeDynamoPartnerStore({ table }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls: { changes, urgent, deliveries } }),
  releases: makeDynamoReleaseStore({ table }),
  siteUrl: env.SITE_URL,
  countRepair: () => metrics.count('Repairs'),
  countUnreachable: (endpointId) => {
    logger.error('a holder has no endpoint', { endpointId });
    metrics.count('UnreachableHolders');
  },
};
const failedRecords = makeSqsFailedRecords({
  client: sqs,
  queues: [{ queueUrl: changes, deadLetterUrl: env.CHANGES_DEAD_URL }],
});

/** The changes queue: prompts that name a release that partners may have to hear of. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return runBatch<ChangePrompt>(event, {
    parse: promptReader(changePromptSchema),
    handle: ({ message }) => announce(deps, message),
    ...failedRecords,
    logger,
    metrics,
  });
}
