import * as z from 'zod';
import type { Body } from './dynalite.ts';

/** Request units that a call consumed of one table, as DynamoDB bills on demand. */
export type Capacity = { table: string; kind: 'read' | 'write'; units: number };

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

const one = z.object({ TableName: z.string(), CapacityUnits: z.number() });
const consumed = z.union([one.transform((each) => [each]), z.array(one)]).catch([]);

/** Whether an action reports what it consumed. */
export function isMetered(action: string): boolean {
  return READS.has(action) || WRITES.has(action);
}

/** What the answer of a metered action says it consumed. */
export function capacityOf(action: string, output: Body): Capacity[] {
  const kind = READS.has(action) ? 'read' : 'write';
  return consumed
    .parse(output['ConsumedCapacity'])
    .map((each) => ({ table: each.TableName, kind, units: each.CapacityUnits }));
}
