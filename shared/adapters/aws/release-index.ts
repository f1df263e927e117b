import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ReleaseIndex } from '#ports/release-index.ts';
import { callAws } from './call-aws.ts';
import { latestKey } from './table-keys.ts';

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const headSchema = z.object({ releaseId: z.string() });

/**
 * LATEST items by a scan, page by page; no function may do that. `after` is the table's own key, as JSON. Eventually
 * consistent, at half the price: a release of this very second may be missing.
 */
export function makeDynamoReleaseIndex({
  client,
  tableName,
}: {
  client: DynamoDBDocumentClient;
  tableName: string;
}): ReleaseIndex {
  return {
    async listReleases({ after, limit }) {
      const { Items = [], LastEvaluatedKey } = await callAws('Scan', { table: tableName }, () =>
        client.send(
          new ScanCommand({
            TableName: tableName,
            Limit: limit,
            FilterExpression: 'sk = :latest',
            ExpressionAttributeValues: { ':latest': latestKey('').sk },
            ProjectionExpression: 'releaseId',
            ...(after === undefined ? {} : { ExclusiveStartKey: keySchema.parse(JSON.parse(after)) }),
          }),
        ),
      );
      const releaseIds = Items.map((item) => headSchema.parse(item).releaseId);
      return {
        releaseIds,
        ...(LastEvaluatedKey === undefined ? {} : { next: JSON.stringify(LastEvaluatedKey) }),
      };
    },
  };
}
