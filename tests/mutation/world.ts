import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import { startLocal, type Running } from '../../local/start.ts';
import { startPartner, type Partner } from './partner.ts';

export type World = {
  running: Running;
  partner: Partner;
  s3: S3Client;
  sqs: SQSClient;
  dynamo: DynamoDBClient;
  /** Every call of a function so far. */
  calls: readonly CallRecord[];
  /** What the checks learn on their way. */
  known: { endpointId: string; page: string };
  /** Log lines, for the one who looks into a failure. */
  log: readonly string[];
  /** Asks the API as the operator; gives the JSON of a 2xx and throws for any other answer. */
  api: (method: string, path: string, body?: object) => Promise<unknown>;
  stop(): Promise<void>;
};

/** How long a check waits for what should come about, in real time. */
const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 25;

/** One assembly running on this machine, with a partner beside it and the clients of an administrator. */
export async function startWorld(assembly: string): Promise<World> {
  const calls: CallRecord[] = [];
  const log: string[] = [];
  const partner = await startPartner();
  const running = await startLocal({
    assembly,
    onCall: (call) => calls.push(call),
    onLog: (name, line) => log.push(`${name}: ${line}`),
  }).catch(async (error: unknown) => {
    await partner.stop();
    throw error;
  });
  const client = running.aws.clientConfig;
  return {
    running,
    partner,
    s3: new S3Client(client),
    sqs: new SQSClient(client),
    dynamo: new DynamoDBClient(client),
    calls,
    log,
    known: { endpointId: '', page: '' },
    async api(method, path, body) {
      const response = await fetch(`${running.site}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${running.operatorToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const said = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said.slice(0, 300)}`);
      return said === '' ? undefined : JSON.parse(said);
    },
    async stop() {
      await running.stop();
      await partner.stop();
    },
  };
}

/**
 * Waits until a probe gives something. With `moving`, the clock of the run is moved that much before each look: for
 * what comes about later. Throws what the probe last threw, or says what was waited for.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  { moving, patienceMs = PATIENCE_MS }: { moving?: () => Promise<void>; patienceMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  let last = '';
  while (performance.now() < deadline) {
    if (moving) await moving();
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = `; ${error instanceof Error ? error.message : 'something that is no error'}`;
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`waited for ${what}${last}`);
}
