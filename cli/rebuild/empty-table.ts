import { BatchWriteCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';

/** What a rebuild makes, by the beginnings of partition keys. */
const MADE = ['RELEASE#', 'SOURCE#', 'CONTENT#', 'FEED#', 'FEEDS', 'ARCHIVED#'] as const;
/** BatchWriteItem takes 25; what it leaves is asked for again this often. */
const BATCH = 25;
const TRIES = 8;
const PAUSE_MS = 50;

const itemSchema = z.object({ pk: z.string(), sk: z.string(), queue: z.optional(z.string()) });

/**
 * Takes away what a rebuild makes: releases, sources, claims, feeds, removals, and due items of ingest's own. Deliveries,
 * challenges and mails that are planned stay. Gives how many went; cut off, it is done again.
 */
export async function emptyTable(documents: DynamoDBDocumentClient, table: string): Promise<number> {
  let removed = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'pk, sk, #queue',
        ExpressionAttributeNames: { '#queue': 'queue' },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    const made = z
      .array(itemSchema)
      .parse(page.Items ?? [])
      .filter(isMade);
    for (let at = 0; at < made.length; at += BATCH) {
      await removeBatch(documents, table, made.slice(at, at + BATCH));
    }
    removed += made.length;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return removed;
}

function isMade({ pk, sk, queue }: z.infer<typeof itemSchema>): boolean {
  if (pk.startsWith('DUE#')) return queue === 'uploads';
  if (pk.startsWith('NEWSROOM#')) return sk === 'REMOVALS';
  return MADE.some((beginning) => pk.startsWith(beginning));
}

async function removeBatch(
  documents: DynamoDBDocumentClient,
  table: string,
  items: readonly z.infer<typeof itemSchema>[],
): Promise<void> {
  let left: Record<string, unknown>[] = items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  for (let tries = 0; left.length > 0; tries += 1) {
    if (tries === TRIES)
      throw new Error(`DynamoDB left ${left.length} items of ${table} undeleted; try again.`);
    if (tries > 0) await pause(PAUSE_MS * 2 ** tries);
    const { UnprocessedItems } = await documents.send(
      new BatchWriteCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
  }
}
