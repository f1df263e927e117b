import type { Aws } from '../aws.ts';
import type { Stack } from '../template/stack.ts';
import { stackBuckets, type StackBucket } from './stack-buckets.ts';
import { stackQueues, type StackQueue } from './stack-queues.ts';

export type Resources = {
  buckets: readonly StackBucket[];
  queues: readonly StackQueue[];
  /** Physical names. */
  tables: readonly string[];
};

/** Makes the buckets, queues, tables and secrets that the stack declares; what is there of an earlier run stays. */
export async function createResources(aws: Aws, stack: Stack): Promise<Resources> {
  const buckets = stackBuckets(stack);
  for (const { name, versioned, cors } of buckets) aws.createBucket(name, { versioned, cors });
  const queues = stackQueues(stack);
  for (const { spec } of queues) aws.sqs.createQueue(spec);
  const tables = stack.all('AWS::DynamoDB::Table');
  for (const { ref, props } of tables) await aws.createTable(ref, props);
  for (const { arn, props } of stack.all('AWS::SecretsManager::Secret')) aws.createSecret(arn, props);
  return { buckets, queues, tables: tables.map(({ ref }) => ref) };
}
