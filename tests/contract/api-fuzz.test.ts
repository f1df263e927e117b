import { afterAll, describe } from 'vitest';
import { makeDynamoAuditStore } from '#adapters/aws/audit-store.ts';
import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeDynamoDueStore } from '#adapters/aws/due-store.ts';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeDynamoHolderStore } from '#adapters/aws/holder-store.ts';
import { makeDynamoIdempotencyStore } from '#adapters/aws/idempotency-store.ts';
import { makeDynamoJobStore } from '#adapters/aws/job-store.ts';
import { makeDynamoNewsroomStore } from '#adapters/aws/newsroom-store.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeDynamoReleaseStore } from '#adapters/aws/release-store.ts';
import { makeDynamoSubscriptionStore } from '#adapters/aws/subscription-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { startLocalAws } from '../support/contract-aws.ts';
import { aNetwork } from '../unit/api/a-network.ts';
import { apiFuzz } from '../unit/api/api-fuzz.ts';

/** A table refuses keys and values that memory takes. `API_TABLE_FUZZ=500` sends so many requests to each operation. */
const EACH = Number(process.env['API_TABLE_FUZZ'] ?? 8);

const aws = await startLocalAws();
const client = makeDocumentClient(aws.place);

afterAll(async () => {
  client.destroy();
  await aws.stop();
});

async function makeNetwork() {
  const table = makeTable({ client, tableName: await aws.emptyTable() });
  return aNetwork({
    audit: makeDynamoAuditStore({ table }),
    due: makeDynamoDueStore({ table }),
    feeds: makeDynamoFeedStore({ table }),
    holders: makeDynamoHolderStore({ table }),
    idempotency: makeDynamoIdempotencyStore({ table }),
    jobs: makeDynamoJobStore({ table }),
    newsrooms: makeDynamoNewsroomStore({ table }),
    partners: makeDynamoPartnerStore({ table }),
    releases: makeDynamoReleaseStore({ table }),
    subscriptions: makeDynamoSubscriptionStore({ table }),
  });
}

describe('the API on a table, whatever is sent', () => {
  apiFuzz({ each: EACH, makeNetwork });
});
