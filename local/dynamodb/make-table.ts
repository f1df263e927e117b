import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError } from '../start-error.ts';
import type { Body, Store } from './dynalite.ts';
import type { TableDefinition } from './table.ts';

const POLL_MS = 5;
const MAX_POLLS = 400;

type Tables = {
  call: (action: string, input: Body) => Promise<{ status: number; body: Body }>;
  store: Store;
};

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const index = z.object({ IndexName: z.string(), KeySchema: keySchema });
const shapeSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).default([]),
  LocalSecondaryIndexes: z.array(index).default([]),
});
const describedSchema = z.object({ Table: z.looseObject({ TableStatus: z.string() }) });

/**
 * Creates a table and waits until it can be used. A table of an earlier run stays as it is; throws `StartError` where
 * its keys or indexes are not those of the template, which DynamoDB could not change either.
 */
export async function makeTable(tables: Tables, name: string, { create }: TableDefinition): Promise<void> {
  const found = await describe(tables, name);
  if (found?.Table.TableStatus === 'ACTIVE') {
    if (shapeOf(found.Table) === shapeOf(create)) return;
    throw new StartError(
      `table ${name} in the data directory has other keys or indexes than the template; begin with an empty data directory`,
    );
  }
  // A run that was killed while it created the table: dynalite would never finish it, and nothing can be in it.
  if (found) await forget(tables.store, name);
  const { status, body } = await tables.call('CreateTable', create);
  if (status !== 200) throw new StartError(`table ${name}: ${String(body['message'] ?? body['Message'])}`);
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    if ((await describe(tables, name))?.Table.TableStatus === 'ACTIVE') return;
    await sleep(POLL_MS);
  }
  throw new Error(`table ${name} did not become active`);
}

async function describe(
  { call }: Tables,
  name: string,
): Promise<z.infer<typeof describedSchema> | undefined> {
  const { status, body } = await call('DescribeTable', { TableName: name });
  return status === 200 ? describedSchema.parse(body) : undefined;
}

function shapeOf(table: unknown): string {
  const shape = shapeSchema.parse(table);
  const byName = <T extends { IndexName: string }>(indexes: readonly T[]) =>
    indexes.toSorted((a, b) => a.IndexName.localeCompare(b.IndexName));
  return JSON.stringify({
    ...shape,
    AttributeDefinitions: shape.AttributeDefinitions.toSorted((a, b) =>
      a.AttributeName.localeCompare(b.AttributeName),
    ),
    GlobalSecondaryIndexes: byName(shape.GlobalSecondaryIndexes),
    LocalSecondaryIndexes: byName(shape.LocalSecondaryIndexes),
  });
}

const forget = (store: Store, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    store.tableDb.del(name, (error) => (error ? reject(error) : resolve()));
  });
