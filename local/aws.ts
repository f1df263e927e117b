import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeDynamo, type Dynamo } from './dynamodb/dynamo.ts';
import { makeEventLog, type EventLog } from './events/event-log.ts';
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
import { makeOutbox, type Outbox } from './mail/outbox.ts';
import { makeSqs, type Sqs } from './sqs/sqs.ts';
import { makeStops, type Stops } from './stops.ts';
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
  outbox: Outbox;
  eventLog: EventLog;
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
 * S3, SQS, DynamoDB, Secrets Manager and the little of CloudFront, SES, EventBridge and STS that applications call, at one endpoint on
 * the loopback, with nothing in them. The base of a local run, and by itself enough for the suites of adapters.
 * Throws `StartError` where the port is taken.
 */
export async function startAws(options: AwsOptions = {}): Promise<Aws> {
  const { data, now = Date.now } = options;
  if (data !== undefined) mkdirSync(data, { recursive: true });
  const door = await listenAt(options.port ?? 0);
  const stops = makeStops();
  try {
    const aws = assemble(door, stops, { ...options, now });
    // The last to be added is the first to stop, so that nothing asks what is closing.
    stops.add(() => door.close());
    await aws.dynamo.opened();
    if (!options.held) aws.open();
    return aws;
  } catch (error) {
    await door.close();
    await stops.run();
    throw error;
  }
}

type Settled = AwsOptions & { now: Now };

const AT = { account: LOCAL_ACCOUNT, region: LOCAL_REGION };

function makeServices({ data, now, onS3Event, onInvalidate }: Settled, stops: Stops) {
  const inData = (name: string) => (data === undefined ? undefined : join(data, name));
  const vault = openVault(inData('secrets.json'));
  const db = openDatabase(inData('aws.db') ?? ':memory:');
  stops.add(() => db.close());
  const path = inData('dynamodb');
  const dynamo = makeDynamo({ ...AT, now, ...(path === undefined ? {} : { path }) });
  stops.add(() => dynamo.close());
  const sqs = makeSqs({ db, now });
  stops.add(() => sqs.stop());
  const s3 = makeS3({ db, now, emit: onS3Event ?? (() => {}) });
  stops.add(() => s3.close());
  const secrets = makeSecrets({ vault, now });
  const cloudfront = makeCloudfront({ ...AT, now, onInvalidate: onInvalidate ?? (() => {}) });
  const folder = inData('outbox');
  const outbox = makeOutbox({ now, ...(folder === undefined ? {} : { folder }) });
  const file = inData('events.jsonl');
  const eventLog = makeEventLog({ now, ...(file === undefined ? {} : { file }) });
  return { vault, dynamo, sqs, s3, secrets, cloudfront, outbox, eventLog };
}

/** Who may come in and what goes wrong on purpose: both can be replaced while the gateway answers. */
function makeRules({ now, faults }: Settled, vault: Vault) {
  const administrator = accessKeyFor(vault, ADMINISTRATOR);
  let policies: Policies = { principals: new Map(), resourcePolicies: [] };
  let chosen: Faults = faults ?? (() => undefined);
  const principalOf = (accessKeyId: string) =>
    accessKeyId === administrator.accessKeyId
      ? ADMINISTRATOR_PRINCIPAL
      : policies.principals.get(accessKeyId);
  return {
    administrator,
    visitor: ADMINISTRATOR_PRINCIPAL,
    principalOf,
    secretOf: (accessKeyId: string) => (principalOf(accessKeyId) ? secretFor(vault, accessKeyId) : undefined),
    authoriser: makeAuthoriser({ ...AT, now, resourcePolicies: () => policies.resourcePolicies }),
    faults: (call: Parameters<Faults>[0]) => chosen(call),
    setPolicies: (given: Policies) => void (policies = given),
    setFaults: (given: Faults) => void (chosen = given),
  };
}

function assemble({ endpoint, port, ...door }: Door, stops: Stops, options: Settled): Aws {
  const services = makeServices(options, stops);
  const { vault, dynamo, sqs, s3, secrets } = services;
  const { administrator, setPolicies, setFaults, ...rules } = makeRules(options, vault);
  const gateway = makeGateway({
    ...services,
    ...rules,
    at: AT,
    now: options.now,
    machineNow: Date.now,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    onCall: options.onCall ?? (() => {}),
    onBug: options.onBug ?? ((error) => console.error('local AWS:', error)),
  });
  return {
    ...AT,
    ...services,
    endpoint,
    port,
    credentials: administrator,
    clientConfig: { endpoint, region: AT.region, credentials: administrator },
    authoriser: rules.authoriser,
    createBucket: (name, { versioned = false, cors = [] } = {}) => s3.createBucket(name, { versioned, cors }),
    createQueue(name, spec = {}) {
      const url = `${endpoint}/${AT.account}/${name}`;
      sqs.createQueue({ ...spec, name, url, arn: `arn:aws:sqs:${AT.region}:${AT.account}:${name}` });
      return url;
    },
    createTable: (name, props) => dynamo.createTable(name, props),
    createSecret: (arn, props) => secrets.createSecret(arn, props),
    accessKey: (name) => accessKeyFor(vault, name),
    setPolicies,
    setFaults,
    open: () => door.open(gateway),
    stop: () => stops.run(),
  };
}
