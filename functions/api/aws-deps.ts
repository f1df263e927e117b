import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { makeDynamoAuditStore } from '#adapters/aws/audit-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoIdempotencyStore } from '#adapters/aws/idempotency-store.ts';
import { makeDynamoJobStore } from '#adapters/aws/job-store.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeSqsQueueDesk } from '#adapters/aws/queue-desk.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeDynamoSubscriptionStore } from '#adapters/aws/subscription-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeS3UploadForms } from '#adapters/aws/upload-forms.ts';
import { URL_POLICIES } from '#domain/webhook/address.ts';
import { errorFields } from '#platform/error-fields.ts';
import type { Log } from '#platform/logger.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiEnv } from './env.ts';
import { queueUrlsOf } from './queue-urls.ts';

/** What the API works with on AWS. */
export function makeAwsDeps({ env, logger }: { env: ApiEnv; logger: Log }): ApiDeps {
  const clock = makeSystemClock();
  const sqs = makeSqsClient();
  const drop = { client: makeS3Client(), bucket: env.DROP_BUCKET };
  const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
  return {
    clock,
    audit: makeDynamoAuditStore({ table }),
    consoleFile: (name) => readFile(new URL(`console/${name}`, import.meta.url), 'utf8'),
    due: makeDynamoDueStore({ table }),
    drop: makeS3ObjectStore(drop),
    forms: makeS3UploadForms({ ...drop, clock }),
    idempotency: makeDynamoIdempotencyStore({ table }),
    feeds: makeDynamoFeedStore({ table }),
    holders: makeDynamoHolderStore({ table }),
    jobs: makeDynamoJobStore({ table }),
    keyring: makeSecretKeyring({ client: makeSecretsClient(), secretId: env.KEYRING_SECRET, clock }),
    newsrooms: makeDynamoNewsroomStore({ table }),
    partners: makeDynamoPartnerStore({ table }),
    prompts: makeSqsPrompts({
      client: sqs,
      queueUrls: { urgent: env.URGENT_QUEUE_URL, bulk: env.BULK_QUEUE_URL },
    }),
    queues: makeSqsQueueDesk({ client: sqs, urls: queueUrlsOf(env) }),
    releases: makeDynamoReleaseStore({ table }),
    subscriptions: makeDynamoSubscriptionStore({ table }),
    urlPolicy: URL_POLICIES[env.ENDPOINT_POLICY],
    random: {
      token: () => randomBytes(32).toString('base64url'),
      id: () => randomBytes(8).toString('hex'),
    },
    onBug: (error, requestId) => logger.error('bug', { requestId, ...errorFields(error) }),
  };
}
