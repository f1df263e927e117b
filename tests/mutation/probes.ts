import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Key } from '#adapters/aws/table-keys.ts';
import type { Queue } from './queues.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

const receiptSchema = z.object({ state: z.string(), release: z.object({ url: z.string() }).optional() });

/** Drops a Markdown file as an author does. */
export async function upload({ s3, running }: World, key: string, headline: string): Promise<void> {
  const Body = `# ${headline}\n\nWarga mengantre sejak pagi di alun-alun.\n`;
  await s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key: key, Body }));
}

/** The page of a key's release, once its newest receipt says a state. */
export function pageOf(world: World, key: string, state: string): Promise<string> {
  const { s3, running } = world;
  const Key = `${key.replace('incoming/', 'receipts/')}.json`;
  return until(world, `a receipt that says ${state}`, async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: running.dropBucket, Key }));
    const receipt = receiptSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    return receipt.state === state ? receipt.release?.url : undefined;
  });
}

/** Throws, with what was answered, unless status, type and a part of the body are as they should be. */
export async function expectAnswer(url: string, status: number, type: RegExp, part: string): Promise<true> {
  const response = await fetch(url, { redirect: 'manual' });
  const body = await response.text();
  const given = response.headers.get('content-type') ?? '';
  if (response.status === status && type.test(given) && body.includes(part)) return true;
  throw new Error(`${url} answers ${response.status} ${given}: ${body.slice(0, 200)}`);
}

/** Puts a message on a queue as a producer does. */
export async function send({ sqs, running }: World, queue: Queue, prompt: object): Promise<void> {
  const fifo =
    queue === 'Feeds' ? { MessageGroupId: 'feed:network', MessageDeduplicationId: crypto.randomUUID() } : {};
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: running.queues[`${queue}Queue`],
      MessageBody: JSON.stringify(prompt),
      ...fifo,
    }),
  );
}

/** How many dead letters a queue has. */
export async function deadOf({ sqs, running }: World, queue: Queue): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: running.queues[`${queue}Dead`],
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages']);
}

/** Whether the table holds an item. */
export async function hasItem({ dynamo, running }: World, { pk, sk }: Key): Promise<boolean> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: running.table, Key, ConsistentRead: true }),
  );
  return Item !== undefined;
}

/** Takes an item out of the table behind everybody's back. */
export async function loseItem({ dynamo, running }: World, { pk, sk }: Key): Promise<void> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  await dynamo.send(new DeleteItemCommand({ TableName: running.table, Key }));
}
