import * as z from 'zod';
import type { Body } from './dynalite.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexes = z.array(
  z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: z.record(z.string(), z.unknown()) }),
);
/** `AWS::DynamoDB::Table`. What changes how a table behaves is run or refused; the rest concerns the cloud alone. */
const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: indexes.optional(),
  LocalSecondaryIndexes: indexes.optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  StreamSpecification: z.undefined({ error: 'a table stream is not run locally' }).optional(),
  KinesisStreamSpecification: z.undefined({ error: 'a Kinesis stream is not run locally' }).optional(),
  ImportSourceSpecification: z.undefined({ error: 'an import is not run locally' }).optional(),
});

export type TableDefinition = {
  /** The input of `CreateTable`. */
  create: Body;
  /** Attribute names of the primary key, the partition key first. */
  keys: readonly string[];
  /** The attribute that holds when an item expires. */
  timeToLive: string | undefined;
};

/** What to create for a table of a template; throws for properties that are not run locally. */
export function readTable(name: string, props: unknown): TableDefinition {
  const read = tableSchema.safeParse(props);
  if (!read.success) throw new Error(`table ${name}: ${z.prettifyError(read.error)}`);
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = read.data;
  const ttl = read.data.TimeToLiveSpecification;
  return {
    create: {
      TableName: name,
      KeySchema,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
      ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes } : {}),
    },
    keys: KeySchema.toSorted((a, b) => a.KeyType.localeCompare(b.KeyType)).map((key) => key.AttributeName),
    timeToLive: ttl?.Enabled ? ttl.AttributeName : undefined,
  };
}
