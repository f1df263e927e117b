import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { CallRecord } from '../../local/gateway/call-record.ts';
import { startLocal, type Running } from '../../local/start.ts';
import { startPartner, type Partner } from '../support/partner.ts';

export type World = {
  running: Running;
  partner: Partner;
  s3: S3Client;
  sqs: SQSClient;
  dynamo: DynamoDBClient;
  /** Every call of a function so far. */
  calls: readonly CallRecord[];
  /** What the checks learn on their way. */
  known: { endpointId: string; page: string; zipPage: string };
  /** Set by a check that makes functions fail on purpose. */
  isDisturbed: boolean;
  /** The first call of a function that was refused, or the first failure that nobody made on purpose. */
  trouble(): string | undefined;
  /** Asks the API as the operator; gives the JSON of a 2xx and throws for any other answer. */
  api: (method: string, path: string, body?: object) => Promise<unknown>;
  stop(): Promise<void>;
};

/** One assembly running on this machine, with a partner beside it and the clients of an administrator. */
export async function startWorld(assembly: string): Promise<World> {
  const calls: CallRecord[] = [];
  const failures: string[] = [];
  const running = await startLocal({
    assembly,
    // An environment for each batch at a time of each source: none is started twice.
    maxEnvironments: 16,
    idleMs: 600_000,
    onCall: (call) => {
      if (call.principal.includes(':assumed-role/')) calls.push(call);
    },
    onLog: (name, line) => {
      if (!world?.isDisturbed && line.startsWith('ERROR')) failures.push(`${name}: ${line}`);
    },
  });
  let world: World | undefined;
  try {
    const client = running.aws.clientConfig;
    world = {
      running,
      partner: await startPartner(running.now),
      s3: new S3Client(client),
      sqs: new SQSClient(client),
      dynamo: new DynamoDBClient(client),
      calls,
      known: { endpointId: '', page: '', zipPage: '' },
      isDisturbed: false,
      trouble: () => refusedOf(calls) ?? failures[0],
      api: (method, path, body) => askApi(running, method, path, body),
      async stop() {
        await running.stop();
        await world?.partner.stop();
      },
    };
    return world;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function refusedOf(calls: readonly CallRecord[]): string | undefined {
  const refused = calls.find(({ code }) => code?.startsWith('AccessDenied'));
  return refused && `${refused.principal} was refused ${refused.action} on ${refused.resource}`;
}

async function askApi(running: Running, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${running.site}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${running.operatorToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said.slice(0, 300)}`);
  return said === '' ? undefined : JSON.parse(said);
}
