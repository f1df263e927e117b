import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { until } from './until.ts';
import type { WholeStack } from './whole-stack.ts';

const receiptSchema = z.object({
  state: z.string(),
  versionId: z.string(),
  release: z
    .object({ id: z.string(), uri: z.string(), version: z.number(), url: z.string().optional() })
    .optional(),
  findings: z.array(z.looseObject({ code: z.string() })),
});
export type ReadReceipt = z.infer<typeof receiptSchema>;

/** Puts a file below `incoming/`, as any S3 client does; gives the version's id. */
export async function drop(
  { s3, running }: WholeStack,
  path: string,
  body: string | Uint8Array,
): Promise<string> {
  const put = { Bucket: running.dropBucket, Key: `incoming/${path}`, Body: body };
  return (await s3.send(new PutObjectCommand(put))).VersionId ?? '';
}

/** Deletes it again. */
export async function remove({ s3, running }: WholeStack, path: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: running.dropBucket, Key: `incoming/${path}` }));
}

/** Waits for the receipt of one version of a file. */
export function receiptOf(
  { s3, running }: WholeStack,
  path: string,
  versionId: string,
): Promise<ReadReceipt> {
  const Key = `receipts/${path}/${versionId}.json`;
  return until(
    `the receipt of ${path}`,
    async () => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: running.dropBucket, Key }));
      return receiptSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    },
    { patienceMs: 30_000 },
  );
}
