import { makeEntryMemory } from '#domain/feed/entry-memory.ts';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeS3ObjectStore } from '#adapters/aws/object-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeS3Client } from '#adapters/aws/s3-client.ts';
import { makeDynamoSubscriptionStore } from '#adapters/aws/subscription-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { makeContentMemory } from './content-memory.ts';
import type { PublishEnv } from './env.ts';
import type { PublishDeps } from './publish-deps.ts';

/** What publish works with on AWS. */
export function makeAwsDeps(options: {
  env: PublishEnv;
  sqs: SQSClient;
  report: PublishDeps['report'];
}): PublishDeps {
  const { env, sqs, report } = options;
  const table = makeTable({ client: makeDocumentClient(), tableName: env.TABLE });
  return {
    clock: makeSystemClock(),
    feeds: makeDynamoFeedStore({ table }),
    releases: makeDynamoReleaseStore({ table }),
    newsrooms: makeDynamoNewsroomStore({ table }),
    prompts: makeSqsPrompts({
      client: sqs,
      queueUrls: { feeds: env.FEEDS_QUEUE_URL, bulk: env.BULK_QUEUE_URL },
    }),
    due: makeDynamoDueStore({ table }),
    subscriptions: makeDynamoSubscriptionStore({ table }),
    site: makeS3ObjectStore({ client: makeS3Client(), bucket: env.PUBLIC_BUCKET }),
    contents: makeContentMemory(),
    entries: makeEntryMemory(),
    siteUrl: env.SITE_URL,
    networkName: env.NETWORK_NAME,
    report,
  };
}
