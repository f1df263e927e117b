import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { PermanentError, TransientError } from '#platform/errors.ts';
import type { Written } from '#ports/written.ts';
import { callAws } from './call-aws.ts';
import type { Key, Range } from './table-keys.ts';

/** DynamoDB's limits of one BatchGetItem, and how often and how fast its leftovers are asked for without any progress. */
const BATCH_KEYS = 100;
const BATCH_TRIES = 6;
const BATCH_PAUSE_MS = 40;

/** On what an item is written or removed. `revAtMost`, `orState`: put if absent, or if the stored one has no greater rev, that state. */
type Condition = 'absent' | { rev: number } | { revAtMost: number } | { orState: string };

type Query = Range & { pk: string; descending?: boolean; limit?: number };

/** The table: every read is strongly consistent, and what is read is parsed by its schema. */
export type Table = {
  get<T>(key: Key, schema: z.ZodMiniType<T>): Promise<T | undefined>;
  /** The items that exist, in no order; a key named twice is read once. */
  batchGet<T>(keys: readonly Key[], schema: z.ZodMiniType<T>): Promise<T[]>;
  query<T>(query: Query, schema: z.ZodMiniType<T>): Promise<T[]>;
  /**
   * `refused` may also be the answer to our own write, when its reply was lost and the SDK sent it again; so a refused
   * writer reads before it decides.
   */
  put(key: Key, item: object, condition?: Condition): Promise<Written>;
  remove(key: Key, condition?: Condition): Promise<Written>;
};

type Place = { client: DynamoDBDocumentClient; tableName: string };

/** DynamoDB as `Table`. Throws `TransientError` and `PermanentError` (`MalformedItem` for one that does not parse). */
export function makeTable({ client, tableName }: Place): Table {
  return {
    async get(key, schema) {
      const { Item } = await callAws('GetItem', key, () =>
        client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true })),
      );
      return Item && parseItem(schema, Item);
    },
    async batchGet(keys, schema) {
      const distinct = [...new Map(keys.map((key) => [`${key.pk}\u0000${key.sk}`, key])).values()];
      const pages = Array.from({ length: Math.ceil(distinct.length / BATCH_KEYS) }, (_, page) =>
        distinct.slice(page * BATCH_KEYS, (page + 1) * BATCH_KEYS),
      );
      const items = await Promise.all(pages.map((page) => readBatch({ client, tableName }, page)));
      return items.flat().map((item) => parseItem(schema, item));
    },
    async query(query, schema) {
      const items = await readRange({ client, tableName }, query);
      return items.map((item) => parseItem(schema, item));
    },
    put: (key, item, condition) =>
      conditional('PutItem', key, () =>
        client.send(
          new PutCommand({ TableName: tableName, Item: { ...item, ...key }, ...expressionOf(condition) }),
        ),
      ),
    remove: (key, condition) =>
      conditional('DeleteItem', key, () =>
        client.send(new DeleteCommand({ TableName: tableName, Key: key, ...expressionOf(condition) })),
      ),
  };
}

type Item = Record<string, unknown>;

async function conditional(operation: string, key: Key, call: () => Promise<unknown>): Promise<Written> {
  const answer = await callAws(operation, key, call, ({ name }) =>
    name === 'ConditionalCheckFailedException' ? { answer: 'refused' as const } : undefined,
  );
  return answer === 'refused' ? 'refused' : 'written';
}

/** One page of at most 100 keys; a page of great items comes back in parts. */
async function readBatch({ client, tableName }: Place, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let wanted: Item[] = [...keys];
  for (let tries = 0; wanted.length > 0; tries += 1) {
    if (tries >= BATCH_TRIES) {
      throw new TransientError(`BatchGetItem left ${wanted.length} of ${keys.length} keys unread`, {
        code: 'UnprocessedKeys',
        context: { operation: 'BatchGetItem', ...keys[0] },
      });
    }
    if (tries > 0) await pause(BATCH_PAUSE_MS * 2 ** tries);
    const { Responses, UnprocessedKeys } = await callAws('BatchGetItem', { ...keys[0] }, () =>
      client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
      ),
    );
    const found = Responses?.[tableName] ?? [];
    items.push(...found);
    wanted = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (found.length > 0) tries = -1;
  }
  return items;
}

/** All pages of a query, up to its limit. */
async function readRange({ client, tableName }: Place, query: Query): Promise<Item[]> {
  const { from, below, limit = Number.POSITIVE_INFINITY } = query;
  // DynamoDB refuses a range that ends before it begins.
  if (from !== undefined && below !== undefined && from >= below) return [];
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await callAws('Query', { pk: query.pk }, () =>
      client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          ScanIndexForward: !(query.descending ?? false),
          ...rangeOf(query),
          // BETWEEN includes its upper end, which `below` does not: room for the one item that may be dropped.
          ...(Number.isFinite(limit) ? { Limit: limit - items.length + 1 } : {}),
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      ),
    );
    items.push(...Items.filter((item) => item['sk'] !== below));
    start = LastEvaluatedKey;
  } while (start && items.length < limit);
  return items.slice(0, query.limit ?? items.length);
}

function rangeOf({ pk, from, below }: Query): {
  KeyConditionExpression: string;
  ExpressionAttributeValues: Record<string, string>;
} {
  const values = {
    ':pk': pk,
    ...(from === undefined ? {} : { ':from': from }),
    ...(below === undefined ? {} : { ':below': below }),
  };
  const expression = (condition: string) => ({
    KeyConditionExpression: `pk = :pk${condition}`,
    ExpressionAttributeValues: values,
  });
  if (from === undefined) return expression(below === undefined ? '' : ' AND sk < :below');
  return expression(below === undefined ? ' AND sk >= :from' : ' AND sk BETWEEN :from AND :below');
}

/** `{ rev: 0 }` means that there is no item yet. */
function expressionOf(condition: Condition | undefined): {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, number | string>;
} {
  if (condition === undefined) return {};
  if (condition === 'absent' || ('rev' in condition && condition.rev === 0)) {
    return { ConditionExpression: 'attribute_not_exists(pk)' };
  }
  if ('orState' in condition) {
    return {
      ConditionExpression: 'attribute_not_exists(pk) OR #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': condition.orState },
    };
  }
  return 'rev' in condition
    ? {
        ConditionExpression: '#rev = :rev',
        ExpressionAttributeNames: { '#rev': 'rev' },
        ExpressionAttributeValues: { ':rev': condition.rev },
      }
    : {
        ConditionExpression: 'attribute_not_exists(pk) OR #rev <= :rev',
        ExpressionAttributeNames: { '#rev': 'rev' },
        ExpressionAttributeValues: { ':rev': condition.revAtMost },
      };
}

function parseItem<T>(schema: z.ZodMiniType<T>, item: Item): T {
  const parsed = z.safeParse(schema, item);
  if (parsed.success) return parsed.data;
  const { pk, sk } = item;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new PermanentError(`the item ${String(pk)} / ${String(sk)} does not parse: see ${fields}`, {
    code: 'MalformedItem',
    context: { pk: String(pk), sk: String(sk), fields },
  });
}
