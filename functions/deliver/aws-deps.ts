import type { SQSClient } from '@aws-sdk/client-sqs';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoJobStore } from '#adapters/aws/job-store.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeSesMailer } from '#adapters/aws/mailer.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeDynamoSubscriptionStore } from '#adapters/aws/subscription-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeSesClient } from '#adapters/aws/ses-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeGuardedSender } from '#adapters/http/guarded-sender.ts';
import { URL_POLICIES } from '#domain/webhook/address.ts';
import { makeLoggedMailer } from '#platform/logged-mailer.ts';
import type { Log } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { makeEndpointSlots } from './endpoint-slots.ts';
import type { DeliverEnv } from './env.ts';
import { makePublicVersions } from './public-versions.ts';

type Options = { env: DeliverEnv; sqs: SQSClient; logger: Log; metrics: Pick<Metrics, 'count'> };
/** The metric of each state that a request leaves its delivery in. */
const ATTEMPTS = {
  delivered: 'DeliveriesDelivered',
  retrying: 'DeliveriesRetried',
  failed: 'DeliveriesFailed',
} as const;

/** What deliver works with on AWS. */
export function makeAwsDeps(options: Options): DeliverDeps {
  const { env, sqs, logger, metrics } = options;
  const from = env.MAIL_FROM;
  const clock = makeSystemClock();
  const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
  const site = makeS3ObjectStore({ client: makeS3Client(), bucket: env.PUBLIC_BUCKET });
  return {
    clock,
    due: makeDynamoDueStore({ table }),
    feeds: makeDynamoFeedStore({ table }),
    holders: makeDynamoHolderStore({ table }),
    jobs: makeDynamoJobStore({ table }),
    keyring: makeSecretKeyring({ client: makeSecretsClient(), secretId: env.KEYRING_SECRET, clock }),
    mailer: from === '' ? makeLoggedMailer(logger) : makeSesMailer({ client: makeSesClient(), from }),
    newsrooms: makeDynamoNewsroomStore({ table }),
    partners: makeDynamoPartnerStore({ table }),
    prompts: makeSqsPrompts({
      client: sqs,
      queueUrls: {
        urgent: env.URGENT_QUEUE_URL,
        deliveries: env.DELIVERIES_QUEUE_URL,
        bulk: env.BULK_QUEUE_URL,
      },
    }),
    releases: makeDynamoReleaseStore({ table }),
    sender: makeGuardedSender({ urlPolicy: URL_POLICIES[env.ENDPOINT_POLICY] }),
    isVersionPublic: makePublicVersions(site),
    site,
    subscriptions: makeDynamoSubscriptionStore({ table }),
    countAttempt: (state) => metrics.count(ATTEMPTS[state]),
    countUnreachable: (endpointId) => {
      logger.error('a holder was not told', { endpointId });
      metrics.count('UnreachableHolders');
    },
    slots: makeEndpointSlots(),
    siteUrl: env.SITE_URL,
  };
}
