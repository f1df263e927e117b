import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeMemoryEventBus } from '#adapters/memory/event-bus.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSqsPrompts } from '#adapters/aws/prompts.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeSqsClient } from '#adapters/aws/sqs-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import { announce } from '../functions/announce/announce.ts';
import { TIMEOUTS } from '../infra/timeouts.ts';
import { startAws, type Aws } from '../local/aws.ts';
import type { Question } from './question.ts';
import { receiverEndpoint, sampleHead } from './samples.ts';

const ENDPOINTS = 10_000;
const TABLE = 'table';
const KEYS = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
};

/** The production adapters against the local run's DynamoDB and SQS, in one process with them. */
export const announcing: Question = {
  kind: 'counted',
  name: 'announce',
  asks: 'the slowest shard of a release announced to 10,000 endpoints ÷ the function’s timeout',
  goal: 1,
  async count() {
    const aws = await startAws();
    try {
      const slowest = await slowestShard(aws);
      return [
        {
          name: 'announce to 10,000, slowest of 16 shards',
          subject: slowest / 1000,
          baseline: TIMEOUTS.announce.toSeconds(),
          unit: 's',
        },
      ];
    } finally {
      await aws.stop();
    }
  },
};

async function slowestShard(aws: Aws): Promise<number> {
  await aws.createTable(TABLE, KEYS);
  const client = makeDocumentClient(aws.clientConfig);
  const sqs = makeSqsClient(aws.clientConfig);
  const table = makeTable({ client, tableName: TABLE });
  const queueUrls = {
    changes: aws.createQueue('changes'),
    urgent: aws.createQueue('urgent'),
    deliveries: aws.createQueue('deliveries'),
  };
  const deps = {
    bus: makeMemoryEventBus(),
    siteUrl: 'https://site.example',
    clock: makeSystemClock(),
    due: makeDynamoDueStore({ table }),
    holders: makeDynamoHolderStore({ table }),
    partners: makeDynamoPartnerStore({ table }),
    prompts: makeSqsPrompts({ client: sqs, queueUrls }),
    releases: makeDynamoReleaseStore({ table }),
    countRepair: () => {},
    countUnreachable: () => {},
  };
  const all = Array.from({ length: ENDPOINTS }, (_, n) => receiverEndpoint(n, `https://p${n}.example.org/`));
  await forEachBounded(all, 32, async (endpoint) => void (await deps.partners.putEndpoint(endpoint, 0)));
  await deps.releases.putHead(sampleHead(0), 0);
  let slowest = 0;
  for (let shard = 0; shard < ENDPOINT_SHARDS; shard += 1) {
    const start = performance.now();
    await announce(deps, { prompt: 'announce', releaseId: sampleHead(0).releaseId, shard });
    slowest = Math.max(slowest, performance.now() - start);
  }
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrls.deliveries,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  client.destroy();
  sqs.destroy();
  const prompted = Number(Attributes?.ApproximateNumberOfMessages);
  if (prompted !== ENDPOINTS) throw new Error(`${prompted} of ${ENDPOINTS} endpoints were prompted`);
  return slowest;
}
