import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeDynamo, type Dynamo } from './dynamodb/dynamo.ts';
import type { CallRecord } from './gateway/call-record.ts';
import { makeCloudfront, type Cloudfront } from './gateway/cloudfront-operation.ts';
import { listenAt, type Door } from './gateway/door.ts';
import type { Faults } from './gateway/fault.ts';
import { makeGateway } from './gateway/gateway.ts';
import { makeAuthoriser, type Authoriser } from './iam/authoriser.ts';
import type { Principal } from './iam/principal.ts';
import type { ResourcePolicy } from './iam/resource-policies.ts';
import type { Now, S3Event } from './protocol.ts';
import type { CorsRule } from './s3/cors.ts';
import { makeS3, type S3 } from './s3/s3.ts';
import { accessKeyFor, secretFor, type AccessKey } from './secrets/access-keys.ts';
import { makeSecrets, type Secrets } from './secrets/secrets.ts';
import { openVault, type Vault } from './secrets/vault.ts';
import { openDatabase } from './sqlite.ts';
import type { QueueSpec } from './sqs/queue.ts';
import { makeSqs, type Sqs } from './sqs/sqs.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './template/place.ts';

const MAX_BODY_BYTES = 512 * 1024 * 1024;
/** The person at this machine, who may do everything. */
const ADMINISTRATOR = 'local';
const ADMINISTRATOR_ARN = `arn:aws:iam::${LOCAL_ACCOUNT}:user/${ADMINISTRATOR}`;
const ADMINISTRATOR_PRINCIPAL: Principal = {
  arn: ADMINISTRATOR_ARN,
  policyArn: ADMINISTRATOR_ARN,
  account: LOCAL_ACCOUNT,
  statements: 'all',
};

export type AwsOptions = {
  /** Directory that everything is kept in; without one everything is in memory and gone with `stop`. */
  data?: string;
  /** By default any free one. */
  port?: number;
  now?: Now;
  /** Told of a bucket's changes, inside the transaction that makes them: what it sends stands or falls with them. */
  onS3Event?: (event: S3Event) => void;
  /** Told of every call and what became of it. */
  onCall?: (record: CallRecord) => void;
  onInvalidate?: (paths: readonly string[]) => void;
  /** Told of a bug in a service; by default written to standard error. */
  onBug?: (error: unknown) => void;
  faults?: Faults;
  maxBodyBytes?: number;
  /** Requests wait until `open` is called: for who has resources to make that need the endpoint's address. */
  held?: boolean;
};
type Policies = {
  /** Principals by the access key they sign with; the administrator is always there. */
  principals: ReadonlyMap<string, Principal>;
  resourcePolicies: readonly ResourcePolicy[];
};
export type Aws = {
  endpoint: string;
  port: number;
  account: string;
  region: string;
  /** The administrator's. */
  credentials: AccessKey;
  /** What an SDK client of the administrator is made with. */
  clientConfig: { endpoint: string; region: string; credentials: AccessKey };
  s3: S3;
  sqs: Sqs;
  dynamo: Dynamo;
  secrets: Secrets;
  cloudfront: Cloudfront;
  vault: Vault;
  authoriser: Authoriser;
  createBucket(name: string, options?: { versioned?: boolean; cors?: readonly CorsRule[] }): void;
  /** Makes a queue at its address on this endpoint; gives the address. */
  createQueue(name: string, spec?: Omit<QueueSpec, 'name' | 'arn' | 'url'>): string;
  /** The access key of a principal; it can be used once `setPolicies` has named its principal. */
  accessKey(name: string): AccessKey;
  createTable(name: string, props: unknown): Promise<void>;
  createSecret(arn: string, props: unknown): void;
  /** Replaces who is known and what resources allow. */
  setPolicies(policies: Policies): void;
  /** Replaces the faults of the options. */
  setFaults(faults: Faults): void;
  /** Answers from now on. */
  open(): void;
  stop(): Promise<void>;
};

/**
 * S3, SQS, DynamoDB, Secrets Manager and the little of CloudFront and STS that applications call, at one endpoint on
 * the loopback, with nothing in them. The base of a local run, and by itself enough for the suites of adapters.
 * Throws `StartError` where the port is taken.
 */
export async function startAws(options: AwsOptions = {}): Promise<Aws> {
  const { data, now = Date.now } = options;
  if (data !== undefined) mkdirSync(data, { recursive: true });
  const door = await listenAt(options.port ?? 0);
  const stops: Stops = [() => door.close()];
  try {
    const aws = assemble(door, stops, { ...options, now });
    await aws.dynamo.opened();
    if (!options.held) aws.open();
    return aws;
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

type Stops = (() => Promise<void> | void)[];

function assemble(door: Door, stops: Stops, options: AwsOptions & { now: Now }): Aws {
  const { data, now } = options;
  const at = { account: LOCAL_ACCOUNT, region: LOCAL_REGION };
  const { endpoint, port } = door;
  const inData = (name: string) => (data === undefined ? undefined : join(data, name));

  const vault = openVault(inData('secrets.json'));
  const db = openDatabase(inData('aws.db') ?? ':memory:');
  stops.push(() => db.close());
  const path = inData('dynamodb');
  const dynamo = makeDynamo({ ...at, now, ...(path === undefined ? {} : { path }) });
  stops.push(() => dynamo.close());
  const sqs = makeSqs({ db, now });
  stops.push(() => sqs.stop());
  const s3 = makeS3({ db, now, emit: options.onS3Event ?? (() => {}) });
  stops.push(() => s3.close());
  const secrets = makeSecrets({ vault, now });
  const cloudfront = makeCloudfront({ ...at, now, onInvalidate: options.onInvalidate ?? (() => {}) });

  const administrator = accessKeyFor(vault, ADMINISTRATOR);
  let policies: Policies = { principals: new Map(), resourcePolicies: [] };
  let faults: Faults = options.faults ?? (() => undefined);
  const principalOf = (accessKeyId: string) =>
    accessKeyId === administrator.accessKeyId
      ? ADMINISTRATOR_PRINCIPAL
      : policies.principals.get(accessKeyId);
  const authoriser = makeAuthoriser({ ...at, now, resourcePolicies: () => policies.resourcePolicies });
  const gateway = makeGateway({
    s3,
    sqs,
    dynamo,
    secrets,
    cloudfront,
    at,
    authoriser,
    principalOf,
    secretOf: (accessKeyId) => (principalOf(accessKeyId) ? secretFor(vault, accessKeyId) : undefined),
    now,
    machineNow: Date.now,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    onCall: options.onCall ?? (() => {}),
    onBug: options.onBug ?? ((error) => console.error('local AWS:', error)),
    faults: (call) => faults(call),
  });

  return {
    ...at,
    endpoint,
    port,
    credentials: administrator,
    clientConfig: { endpoint, region: at.region, credentials: administrator },
    s3,
    sqs,
    dynamo,
    secrets,
    cloudfront,
    vault,
    authoriser,
    createBucket: (name, { versioned = false, cors = [] } = {}) => s3.createBucket(name, { versioned, cors }),
    createQueue(name, spec = {}) {
      const url = `${endpoint}/${at.account}/${name}`;
      sqs.createQueue({ ...spec, name, url, arn: `arn:aws:sqs:${at.region}:${at.account}:${name}` });
      return url;
    },
    createTable: (name, props) => dynamo.createTable(name, props),
    createSecret: (arn, props) => secrets.createSecret(arn, props),
    accessKey: (name) => accessKeyFor(vault, name),
    setPolicies: (given) => {
      policies = given;
    },
    setFaults: (given) => {
      faults = given;
    },
    open: () => door.open(gateway),
    stop: () => stopAll(stops),
  };
}

/** Last started, first stopped; but the door first of all, so that nothing asks what is closing. */
async function stopAll([closeDoor, ...stops]: Stops): Promise<void> {
  await closeDoor?.();
  for (const stop of stops.toReversed()) await stop();
}
