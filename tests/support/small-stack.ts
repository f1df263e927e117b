import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { startStack, type RunningStack, type StackOptions } from '../../local/start-stack.ts';
import { synthesise, type Synthesised } from '../../local/synth/synthesise.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROJECT = join(import.meta.dirname, '../fixtures/local-stack');

/** The assembly of the small stack under tests/fixtures, synthesised when it has changed. */
export function smallAssembly(): Promise<Synthesised> {
  return synthesise({
    project: PROJECT,
    cache: join(ROOT, 'cdk.out', 'local-stack'),
    inputs: { files: ['**/*'], environment: [] },
  });
}

export type SmallStack = RunningStack & {
  logs: { name: string; line: string }[];
  put(key: string, body?: string): Promise<void>;
  remove(key: string): Promise<void>;
  read(bucket: string, key: string): Promise<string>;
  /** A row of the table, its attributes as texts. */
  row(pk: string): Promise<Record<string, string> | undefined>;
  depth(queue: string): { visible: number; inFlight: number; total: number };
};

/** Runs the small stack and gives what its tests ask it. */
export async function startSmall(options: Partial<StackOptions> = {}): Promise<SmallStack> {
  const logs: SmallStack['logs'] = [];
  const onLog = (name: string, line: string) => void logs.push({ name, line });
  const running = await startStack({ synthesise: smallAssembly, onLog, ...options });
  const s3 = new S3Client(running.aws.clientConfig);
  const Bucket = running.stack.outputs()['DropBucket'];
  return {
    ...running,
    logs,
    put: async (Key, Body = 'text') => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    remove: async (Key) => void (await s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    read: async (bucket, Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    row: async (pk) => {
      const input = { TableName: running.table, Key: { pk: { S: pk } }, ConsistentRead: true };
      const { body } = await running.aws.dynamo.handle('GetItem', input);
      const item = body['Item'] as Record<string, { S?: string; N?: string }> | undefined;
      if (!item) return undefined;
      return Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? N ?? '']));
    },
    depth: (queue) => {
      const url = running.queues[queue] ?? '';
      const found = running.aws.sqs.depths().find(({ name }) => url.endsWith(`/${name}`));
      if (!found) throw new Error(`no queue ${queue}`);
      return {
        visible: found.visible,
        inFlight: found.inFlight,
        total: found.visible + found.inFlight + found.delayed,
      };
    },
    stop: async () => {
      s3.destroy();
      await running.stop();
    },
  };
}

/** Waits until a check passes, 15 s at most. */
export const eventually = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 15_000, interval: 20 });
