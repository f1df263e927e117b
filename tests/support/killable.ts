import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { makeDynamoFeedStore } from '#adapters/aws/feed-store.ts';
import { makeTable } from '#adapters/aws/table.ts';
import type { WholeStack } from './whole-stack.ts';

const MAIN = new URL('../../local/main.ts', import.meta.url).pathname;

/** `npm start` in a process of its own, which can be killed as a machine that goes out. */
export type Killable = {
  /** Whether it was killed here. */
  isKilled(): boolean;
  kill(): void;
  exited: Promise<unknown>;
};

/** Starts `npm start`'s process on a data folder and a port; resolves when it has said where it is. */
export async function startKillable(data: string, port: number): Promise<Killable> {
  const where = ['--port', String(port), '--aws-port', '0', '--data', data, '--drop', join(data, 'drop')];
  const child = spawn(process.execPath, [MAIN, ...where, '--no-sample'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await said(child.stdout, 'Ctrl-C').catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return { exited, isKilled: () => child.killed, kill: () => void child.kill('SIGKILL') };
}

/** Goes on reading afterwards, so that the pipe never fills. */
function said(stream: Readable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let all = '';
    stream.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(text)) resolve();
    });
    stream.once('end', () => reject(new Error(`it ended having said: ${all}`)));
  });
}

/** An S3 client as an author has it: by what the run wrote down. */
export function clientOf(data: string): { s3: S3Client; Bucket: string } {
  const where = JSON.parse(readFileSync(join(data, 'local.json'), 'utf8')) as {
    s3: string;
    dropBucket: string;
  };
  const keys = new Map(
    readFileSync(join(data, 'aws.env'), 'utf8')
      .split('\n')
      .map((line): [string, string] => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
  );
  const credentials = {
    accessKeyId: keys.get('AWS_ACCESS_KEY_ID') ?? '',
    secretAccessKey: keys.get('AWS_SECRET_ACCESS_KEY') ?? '',
  };
  const region = keys.get('AWS_REGION') ?? '';
  return {
    s3: new S3Client({ endpoint: where.s3, region, credentials, maxAttempts: 1 }),
    Bucket: where.dropBucket,
  };
}

/** Which releases a feed points to, one for each pointer. */
export async function entriesOf({ running }: WholeStack, feedId: string, limit: number): Promise<string[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(running.aws.clientConfig));
  const feeds = makeDynamoFeedStore({ table: makeTable({ client, tableName: running.table }) });
  const pointers = await feeds.listPointers(feedId, { limit });
  client.destroy();
  return pointers.map(({ releaseId }) => releaseId);
}
