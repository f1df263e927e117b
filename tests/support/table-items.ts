import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type StoredItem = Record<string, unknown> & { pk: string; sk: string };

/** Every item of a table, all its pages. */
export async function itemsOf(client: DynamoDBDocumentClient, TableName: string): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? [])
      found.push({ ...item, pk: String(item['pk']), sk: String(item['sk']) });
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}
