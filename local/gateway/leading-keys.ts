import * as z from 'zod';
import type { Context } from '../iam/conditions.ts';

const item = z.record(z.string(), z.record(z.string(), z.unknown()));
/** Every place where the API takes a key or a whole item; what does not fit is left to DynamoDB to refuse. */
const placesSchema = z
  .object({
    Key: item.optional(),
    Item: item.optional(),
    Keys: z.array(item).default([]),
    KeyConditionExpression: z.string().optional(),
    ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
    ExpressionAttributeValues: item.default({}),
  })
  .catch({ Keys: [], ExpressionAttributeNames: {}, ExpressionAttributeValues: {} });
const writesSchema = z
  .array(
    z.object({
      PutRequest: z.object({ Item: item }).optional(),
      DeleteRequest: z.object({ Key: item }).optional(),
    }),
  )
  .catch([]);

/**
 * `dynamodb:LeadingKeys`: the values of the partition key that a call names. `input` is the call's, or what a batch
 * asks of one table; `partitionKey` is that table's. Without a value the key is absent, as in a Scan.
 */
export function leadingKeys(input: unknown, partitionKey: string | undefined): Context {
  if (partitionKey === undefined) return {};
  const places = placesSchema.parse(Array.isArray(input) ? {} : input);
  const items = [
    places.Key,
    places.Item,
    ...places.Keys,
    ...writesSchema.parse(input).map((write) => write.PutRequest?.Item ?? write.DeleteRequest?.Key),
  ];
  const values = [
    ...items.map((each) => each?.[partitionKey]),
    ...equalities(places.KeyConditionExpression ?? '')
      .filter(([name]) => (places.ExpressionAttributeNames[name] ?? name) === partitionKey)
      .map(([, value]) => places.ExpressionAttributeValues[value]),
  ].flatMap((value) => Object.values(value ?? {}).map(String));
  return values.length > 0 ? { 'dynamodb:leadingkeys': [...new Set(values)] } : {};
}

function equalities(expression: string): [string, string][] {
  return [...expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}
