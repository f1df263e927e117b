import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAws, type Aws } from '../../local/aws.ts';
import { loadDynalite, type Body, type Store } from '../../local/dynamodb/dynalite.ts';
import { makeDynamo } from '../../local/dynamodb/dynamo.ts';
import { readTable } from '../../local/dynamodb/table.ts';

const TableName = 'main';
/** As a template declares it, what concerns the cloud alone included. */
const TABLE = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'kind', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byKind',
      KeySchema: [
        { AttributeName: 'kind', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: true,
};
const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number): AttributeValue => ({ N: String(number) });
const key = (pk: string, sk = 'LATEST') => ({ pk: S(pk), sk: S(sk) });

let directory: string;
let aws: Aws;
let client: DynamoDBClient;
let nowMs = Date.parse('2025-01-14T09:00:00Z');
const start = async () => {
  aws = await startAws({ data: directory, now: () => nowMs });
  await aws.createTable(TableName, TABLE);
  client = new DynamoDBClient({ ...aws.clientConfig, maxAttempts: 1 });
};
const restart = async () => {
  client.destroy();
  await aws.stop();
  await start();
};
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tables-'));
  await start();
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
  rmSync(directory, { recursive: true });
});

const get = async (pk: string, sk?: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: key(pk, sk), ConsistentRead: true }))).Item;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error));

describe('conditional writes', () => {
  it('of fifty racing creators one wins, and the others see its item', async () => {
    const attempts = Array.from({ length: 50 }, (_, index) =>
      client
        .send(
          new PutItemCommand({
            TableName,
            Item: { ...key('RACE'), by: N(index) },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        .then(() => ({ won: index }))
        .catch((error: unknown) => ({ lost: error as ConditionalCheckFailedException })),
    );
    const results = await Promise.all(attempts);
    const winners = results.flatMap((result) => ('won' in result ? [result.won] : []));
    expect(winners).toHaveLength(1);
    expect(await get('RACE')).toEqual({ ...key('RACE'), by: N(winners[0]!) });
    for (const result of results) {
      if ('won' in result) continue;
      expect(result.lost).toBeInstanceOf(ConditionalCheckFailedException);
      expect(result.lost.Item).toEqual({ ...key('RACE'), by: N(winners[0]!) });
    }
  });
  it('a write on a revision that has moved is refused', async () => {
    const write = (read: number) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key('REV'),
          UpdateExpression: 'SET rev = :next',
          ConditionExpression: 'attribute_not_exists(rev) OR rev = :read',
          ExpressionAttributeValues: { ':read': N(read), ':next': N(read + 1) },
        }),
      );
    await write(0);
    await write(1);
    expect(nameOf(await write(1).catch((error: unknown) => error))).toBe('ConditionalCheckFailedException');
    expect((await get('REV'))?.['rev']).toEqual(N(2));
  });
  it('a hundred concurrent additions all count', async () => {
    const add = () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key('COUNT'),
          UpdateExpression: 'ADD seen :one',
          ExpressionAttributeValues: { ':one': N(1) },
        }),
      );
    await Promise.all(Array.from({ length: 100 }, add));
    expect((await get('COUNT'))?.['seen']).toEqual(N(100));
  });
  it('without being asked, a refusal shows no item', async () => {
    const Item = key('RACE');
    const put = new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    const refusal = await client
      .send(put)
      .catch((error: unknown) => error as ConditionalCheckFailedException);
    expect([nameOf(refusal), 'Item' in refusal && refusal.Item]).toEqual([
      'ConditionalCheckFailedException',
      undefined,
    ]);
  });
});

describe('reading many', () => {
  const sortKeys = Array.from({ length: 23 }, (_, index) => `ENTRY#${String(index).padStart(3, '0')}`);
  beforeAll(async () => {
    const puts = sortKeys.map((sk) => ({ PutRequest: { Item: { ...key('FEED', sk), kind: S('entry') } } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
    await client.send(new PutItemCommand({ TableName, Item: key('FEED', 'STATE') }));
  });
  const pages = async (more: object) => {
    const found: string[][] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          Limit: 10,
          ...more,
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        }),
      );
      found.push((page.Items ?? []).map((item) => item['sk']?.S ?? ''));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const entries = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': S('FEED'), ':sk': S('ENTRY#') },
  };

  it('a query comes in pages and in order, both ways', async () => {
    const forward = await pages({ ...entries, ConsistentRead: true });
    expect(forward.map((page) => page.length)).toEqual([10, 10, 3]);
    expect(forward.flat()).toEqual(sortKeys);
    expect((await pages({ ...entries, ScanIndexForward: false })).flat()).toEqual(sortKeys.toReversed());
  });
  it('a query takes a range', async () => {
    const found = await pages({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': S('FEED'), ':from': S('ENTRY#003'), ':to': S('ENTRY#005') },
    });
    expect(found.flat()).toEqual(sortKeys.slice(3, 6));
  });
  it('an index is asked by its own keys', async () => {
    const found = await pages({
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': S('entry') },
    });
    expect(found.flat()).toEqual(sortKeys);
  });
  it('a batch gives what is there', async () => {
    const Keys = [...sortKeys.slice(0, 3), 'ENTRY#missing'].map((sk) => key('FEED', sk));
    const batch = { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(batch));
    const found = Responses?.[TableName]?.map((item) => item['sk']?.S ?? '');
    expect(found?.toSorted()).toEqual(sortKeys.slice(0, 3));
    expect(UnprocessedKeys).toEqual({});
  });
});

describe('what is not run locally is refused aloud', () => {
  it('transactions', async () => {
    const TransactItems = [{ Put: { TableName, Item: key('T') } }];
    const transaction = client.send(new TransactWriteItemsCommand({ TransactItems }));
    await expect(transaction).rejects.toThrow('TransactWriteItems is not run locally');
    expect(await get('T')).toBe(undefined);
  });
  it('a parameter that the emulator would ignore', async () => {
    await expect(aws.dynamo.handle('Scan', { TableName, Novelty: true })).rejects.toThrow(
      'Scan: the parameter Novelty is not run locally',
    );
  });
  it.each([
    [
      'a stream',
      { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
      /a table stream is not run locally/,
    ],
    ['no key', { KeySchema: undefined }, /table other: .*KeySchema/s],
  ])('a table with %s', async (_, more, message) => {
    await expect(aws.createTable('other', { ...TABLE, ...more })).rejects.toThrow(message);
  });
});

describe('time to live', () => {
  it('is described, and deletes what is past it by the clock of the run', async () => {
    const described = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(described.TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expires',
    });
    const seconds = nowMs / 1000;
    for (const [sk, expires] of [
      ['soon', seconds + 60],
      ['later', seconds + 3600],
    ] as const) {
      await client.send(new PutItemCommand({ TableName, Item: { ...key('TTL', sk), expires: N(expires) } }));
    }
    expect(await aws.dynamo.expire()).toBe(0);
    nowMs += 61_000;
    expect(await aws.dynamo.expire()).toBe(1);
    expect([await get('TTL', 'soon'), (await get('TTL', 'later'))?.['sk']]).toEqual([undefined, S('later')]);
  });
});

describe('a second start on the same data', () => {
  it('finds tables, indexes and items', async () => {
    const before = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
    await restart();
    const after = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
    expect(after.Count).toBe(before.Count);
    expect(after.Count).toBeGreaterThan(20);
  });
  it('refuses a template with other keys', async () => {
    const KeySchema = TABLE.KeySchema.slice(0, 1);
    await expect(aws.createTable(TableName, { ...TABLE, KeySchema })).rejects.toThrow(
      /other keys or indexes/,
    );
  });
  it('finishes a table that a killed run had begun', async () => {
    const path = mkdtempSync(join(tmpdir(), 'begun-'));
    const dynalite = loadDynalite();
    const call = (store: Store, name: string, input: Body) =>
      new Promise<Body>((resolve, reject) => {
        const action = dynalite.action(name);
        const finished = (error: Error | null, output?: Body) =>
          error ? reject(error) : resolve(output ?? {});
        action.run(store, action.check(input, store), finished);
      });
    const close = (store: Store) => new Promise<void>((resolve) => store.db.close(() => resolve()));
    // dynalite answers before the table is active; closed at once, it stays half made.
    const begun = dynalite.createStore(path);
    await call(begun, 'CreateTable', structuredClone(readTable(TableName, TABLE).create));
    await close(begun);
    const again = dynalite.createStore(path);
    const half = await call(again, 'DescribeTable', { TableName });
    expect(half['Table']).toMatchObject({ TableStatus: 'CREATING' });
    await close(again);

    const dynamo = makeDynamo({ path, account: '000000000000', region: 'us-east-1', now: () => nowMs });
    await dynamo.createTable(TableName, TABLE);
    const { body } = await dynamo.handle('DescribeTable', { TableName });
    expect(body['Table']).toMatchObject({ TableStatus: 'ACTIVE' });
    await dynamo.close();
    rmSync(path, { recursive: true });
  });
  it('closes behind what is under way, and takes nothing more', async () => {
    const dynamo = makeDynamo({ account: '000000000000', region: 'us-east-1', now: () => nowMs });
    const TableName = 'closing';
    await dynamo.createTable(TableName, TABLE);
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'a' } },
    };
    const [asked, closed] = [dynamo.handle('Query', query), dynamo.close()];
    await expect(dynamo.handle('Query', query)).rejects.toThrow('being closed');
    expect(await asked).toMatchObject({ status: 200 });
    await closed;
  });
  it('says so when another run has the tables', async () => {
    await expect(startAws({ data: directory })).rejects.toThrow(/another run/);
  });
  it('describes the table with the account of the run', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableArn).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/main');
  });
});
