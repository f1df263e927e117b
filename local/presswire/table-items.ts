import type { Key } from '#adapters/aws/table-keys.ts';
import type { Aws } from '../aws.ts';

/** What an item of the table may hold here. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain };

/** Puts an item as the application's adapters would, without loading a client for the few that a start needs. */
export async function putItem(
  aws: Aws,
  table: string,
  key: Key,
  item: Readonly<Record<string, Plain>>,
): Promise<void> {
  await call(aws, 'PutItem', { TableName: table, Item: attributes({ ...key, ...item }) });
}

/** Whether a partition holds anything. */
export async function hasItems(aws: Aws, table: string, pk: string): Promise<boolean> {
  const answer = await call(aws, 'Query', {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
    Limit: 1,
  });
  return answer['Count'] !== 0;
}

async function call(
  aws: Aws,
  action: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { status, body } = await aws.dynamo.handle(action, input);
  if (status !== 200) throw new Error(`${action} at start: ${JSON.stringify(body)}`);
  return body;
}

const attributes = (item: Readonly<Record<string, Plain>>): Record<string, object> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));

function attribute(value: Plain): object {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(attribute) };
  return { M: attributes(value) };
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
