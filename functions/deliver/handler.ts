import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeSqsFailedRecords } from '#adapters/aws/failed-records.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeGuardedSender } from '#adapters/http/guarded-sender.ts';
import { deliveryPromptSchema, type DeliveryPrompt } from '#domain/prompt/prompt.ts';
import { URL_POLICIES } from '#domain/webhook/address.ts';
import { runBatch } from '#platform/batch.ts';
import { makeLogger } from '#platform/logger.ts';
import { readEnv } from '#platform/read-env.ts';
import { promptReader } from '#platform/read-prompt.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { deliverPrompt } from './deliver-prompt.ts';
import { makeEndpointSlots } from './endpoint-slots.ts';
import { deliverEnvSchema } from './env.ts';
import { makePublicVersions } from './public-versions.ts';

const env = readEnv(deliverEnvSchema);
const [logger, clock, s3, sqs] = [makeLogger('deliver'), makeSystemClock(), makeS3Client(), makeSqsClient()];
const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
const { URGENT_QUEUE_URL: urgent, DELIVERIES_QUEUE_URL: deliveries, BULK_QUEUE_URL: bulk } = env;
const deps: DeliverDeps = {
  clock,
  due: makeDynamoDueStore({ table }),
  holders: makeDynamoHolderStore({ table }),
  keyring: makeSecretKeyring({ client: makeSecretsClient(), secretId: env.KEYRING_SECRET, clock }),
  newsrooms: makeDynamoNewsroomStore({ table }),
  partners: makeDynamoPartnerStore({ table }),
  prompts: makeSqsPrompts({ client: sqs, queueUrls: { urgent, deliveries } }),
  releases: makeDynamoReleaseStore({ table }),
  sender: makeGuardedSender({ urlPolicy: URL_POLICIES[env.ENDPOINT_POLICY] }),
  isVersionPublic: makePublicVersions(makeS3ObjectStore({ client: s3, bucket: env.PUBLIC_BUCKET })),
  slots: makeEndpointSlots(),
  siteUrl: env.SITE_URL,
};
const queues = [
  { queueUrl: urgent, deadLetterUrl: env.URGENT_DEAD_URL },
  { queueUrl: deliveries, deadLetterUrl: env.DELIVERIES_DEAD_URL },
  { queueUrl: bulk, deadLetterUrl: env.BULK_DEAD_URL },
];

/** The urgent, deliveries and bulk queues: prompts that name an endpoint and what it may have to be told. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return runBatch<DeliveryPrompt>(event, {
    parse: promptReader(deliveryPromptSchema),
    handle: ({ message }) => deliverPrompt(deps, message, () => context.getRemainingTimeInMillis()),
    ...makeSqsFailedRecords({ client: sqs, queues }),
    logger,
  });
}
