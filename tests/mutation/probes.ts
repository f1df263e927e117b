import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { until, type World } from './world.ts';

export const QUEUES = ['Uploads', 'Changes', 'Feeds', 'Urgent', 'Deliveries', 'Bulk'] as const;
export type Queue = (typeof QUEUES)[number];

const receiptSchema = z.object({ state: z.string(), release: z.object({ url: z.string() }).optional() });

/** Drops a Markdown file as an author does. */
export async function upload(
  { s3, running }: World,
  key: string,
  headline: string,
  text: string,
): Promise<void> {
  const Body = `# ${headline}\n\n${text}\n`;
  await s3.send(new PutObjectCommand({ Bucket: running.dropBucket, Key: key, Body }));
}

/** The newest receipt of a key, once it says a state. */
export function receiptOf(
  { s3, running }: World,
  key: string,
  state: string,
): Promise<z.infer<typeof receiptSchema>> {
  const Key = `${key.replace('incoming/', 'receipts/')}.json`;
  return until(`a receipt that says ${state}`, async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: running.dropBucket, Key }));
    const read = receiptSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    return read.state === state ? read : undefined;
  });
}

/** Throws, with what was answered, unless status, type and a part of the body are as they should be. */
export async function expectAnswer(url: string, status: number, type: RegExp, part: string): Promise<true> {
  const response = await fetch(url, { redirect: 'manual' });
  const body = await response.text();
  const said = `${response.status} ${response.headers.get('content-type')}`;
  if (
    response.status !== status ||
    !type.test(response.headers.get('content-type') ?? '') ||
    !body.includes(part)
  ) {
    throw new Error(`${url} answers ${said}: ${body.slice(0, 200)}`);
  }
  return true;
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
