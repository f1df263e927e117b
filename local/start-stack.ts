import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAws, type Aws } from './aws.ts';
import { makeClock, type Clock } from './clock.ts';
import { watchDropFolder, type DropFolder } from './drop-folder/drop-folder.ts';
import { siteListener } from './edge/site-listener.ts';
import { makeSite, type Site } from './edge/site.ts';
import type { Poller } from './event-sources/poll-queue.ts';
import { startPollers } from './event-sources/start-pollers.ts';
import type { CallRecord } from './gateway/call-record.ts';
import { listenAt, type Door } from './gateway/door.ts';
import type { Faults } from './gateway/fault.ts';
import type { OnLog } from './lambda/function-spec.ts';
import type { FunctionMetrics, LambdaFunction } from './lambda/lambda-function.ts';
import { makeFunctions, type Functions } from './lambda/make-functions.ts';
import { readPermissions } from './lambda/permissions.ts';
import { lockData } from './lock.ts';
import type { Reply, S3Event } from './protocol.ts';
import { createResources } from './resources/create-resources.ts';
import { makeNotifyQueues, type NotifyQueues } from './resources/notify-queues.ts';
import { stackNotifications } from './resources/stack-buckets.ts';
import { startSchedules } from './schedule/start-schedules.ts';
import { makeStops, type Stop, type Stops } from './stops.ts';
import type { Synthesised } from './synth/synthesise.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './template/place.ts';
import { checkResourceTypes } from './template/resource-types.ts';
import { loadStack, type Stack } from './template/stack.ts';

/** A folder that is mirrored into a bucket; `keyOf` a file's path, relative to it. */
export type DropOptions = {
  folder: string;
  keyOf: (path: string) => string;
  bucket: (stack: Stack) => string;
};

export type StackOptions = {
  /** Gives the cloud assembly, with one stack; asked when the data directory and the ports have been had. */
  synthesise: () => Promise<Synthesised>;
  /** Directory for everything that is kept; without one it is in memory and gone with `stop`. */
  data?: string;
  /** Ports of the site and of the AWS endpoint; 0, the default, means any. */
  port?: number;
  awsPort?: number;
  /** Needs `data`. */
  drop?: DropOptions;
  faults?: Faults;
  onCall?: (record: CallRecord) => void;
  /** Told of every object that is written or removed, inside the transaction that does it: be quick. */
  onObject?: (event: S3Event) => void;
  /** Every line of a function's log, and what the run says about it; other speakers are `edge`, `s3` and `drop`. */
  onLog?: OnLog;
  /** Execution environments of all functions together. */
  maxEnvironments?: number;
  /** How long an environment is kept without work, in milliseconds. */
  idleMs?: number;
};

export type RunningStack = {
  stack: Stack;
  /** Whether the assembly was taken from the cache. */
  cached: boolean;
  aws: Aws;
  /** Origins. */
  site: string;
  s3: string;
  /** Queue URLs by the name before the template's hash. */
  queues: Readonly<Record<string, string>>;
  /** Physical name of the first table. */
  table: string;
  functions: ReadonlyMap<string, LambdaFunction>;
  metrics(): Readonly<Record<string, FunctionMetrics>>;
  now(): number;
  /** Moves everybody's clock ahead: queues, buckets, functions; each schedule's ticks on the way are carried out. */
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Enough for every function on a release's way to be busy twice. With fewer a burst evicts what the next message needs:
 * at six, a hundred releases cost 55 cold starts and twice the processor time.
 */
const MAX_ENVIRONMENTS = 8;
/** Below a minute, so that a schedule of one a minute does not keep its function in memory for good. */
const IDLE_MS = 30_000;
const STOP_GRACE_MS = 2000;
const EXPIRE_EVERY_MS = 600_000;

/**
 * Runs a synthesised stack. Everything is as the template declares it; what is not run locally stops the start.
 * Throws `StartError` for a port or a data directory in use. A start that fails leaves nothing running.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const stops = makeStops();
  try {
    return await start(options, stops);
  } catch (error) {
    await stops.run();
    throw error;
  }
}

type Base = { aws: Aws; stack: Stack; cached: boolean; clock: Clock; door: Door; site: { now?: Site } };

async function start(options: StackOptions, stops: Stops): Promise<RunningStack> {
  const { maxEnvironments = MAX_ENVIRONMENTS, idleMs = IDLE_MS, onLog = () => {} } = options;
  const base = await startBase(options, stops);
  const { aws, stack, clock, door } = base;
  checkResourceTypes(stack);
  const resources = await createResources(aws, stack);
  const functions = makeFunctions({ stack, aws, clock: clock.buffer, onLog, maxEnvironments, idleMs });
  const shared = { stack, functions, mayInvoke: readPermissions(stack), onLog };
  const site = await makeSite({ ...shared, aws, now: clock.now, checkLanguage: !base.cached });
  base.site.now = site;
  aws.open();
  door.open(siteListener(site.handle));
  const pollers = startPollers({ ...shared, aws });
  stops.add(() => endWork(pollers, functions));
  const { authoriser, sqs } = aws;
  const schedules = startSchedules({ ...shared, clock, authoriser, onMoved: () => sqs.wake() });
  stops.add(schedules.stop);
  if (options.drop) stops.add(mirror(options.drop, options.data, base, onLog).stop);
  stops.add(expireItems(aws, onLog));
  return {
    stack,
    cached: base.cached,
    aws,
    site: door.endpoint,
    s3: aws.endpoint,
    queues: Object.fromEntries(resources.queues.map(({ id, spec }) => [withoutHash(id), spec.url])),
    table: resources.tables[0] ?? '',
    functions: functions.all,
    metrics: () => Object.fromEntries([...functions.all].map(([name, fn]) => [name, fn.metrics()])),
    now: clock.now,
    advance: schedules.advance,
    stop: () => stops.run(),
  };
}

/** The endpoints come first, though nothing answers there yet: addresses in the template carry their ports. */
async function startBase(options: StackOptions, stops: Stops): Promise<Base> {
  const { data, awsPort, faults, onCall, onLog = () => {} } = options;
  if (data !== undefined) stops.add(lockData(data));
  const clock = makeClock();
  const door = await listenAt(options.port ?? 0);
  stops.add(() => door.close());
  const site: Base['site'] = {};
  let notifyQueues: NotifyQueues | undefined;
  const aws = await startAws({
    ...(data === undefined ? {} : { data }),
    ...(awsPort === undefined ? {} : { port: awsPort }),
    ...(faults === undefined ? {} : { faults }),
    ...(onCall === undefined ? {} : { onCall }),
    now: clock.now,
    held: true,
    onS3Event: (event) => {
      notifyQueues?.(event);
      options.onObject?.(event);
    },
    onInvalidate: (paths) => site.now?.invalidate(paths),
    onBug: (error) => onLog('aws', `ERROR ${error instanceof Error ? error.stack : String(error)}`),
  });
  stops.add(() => aws.stop());
  const place = { account: LOCAL_ACCOUNT, region: LOCAL_REGION, endpoint: aws.endpoint, site: door.endpoint };
  const { assembly, cached } = await options.synthesise();
  const stack = loadStack(assembly, place);
  notifyQueues = makeNotifyQueues({
    notifications: stackNotifications(stack),
    place,
    now: clock.now,
    mayTell: (resource, bucketArn) =>
      aws.authoriser.serviceMay('s3.amazonaws.com', { action: 'sqs:SendMessage', resource }, bucketArn),
    enqueue: (queueArn, body) => aws.sqs.enqueue(queueArn, body),
    onRefused: (line) => onLog('s3', `ERROR ${line}`),
  });
  return { aws, stack, cached, clock, door, site };
}

/** DynamoDB takes up to two days for what has outlived its time; here it is minutes. */
function expireItems({ dynamo }: Aws, onLog: OnLog): Stop {
  const expire = (): void => {
    dynamo.expire().catch((error: unknown) => onLog('aws', `ERROR expiring items: ${String(error)}`));
  };
  const timer = setInterval(expire, EXPIRE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Work under way gets a moment to end by itself; what does not is as if the machine had gone. */
async function endWork(pollers: Poller, functions: Functions): Promise<void> {
  const stopped = pollers.stop();
  await Promise.race([stopped, sleep(STOP_GRACE_MS)]);
  await functions.pool.stop();
  await stopped;
}

function mirror(drop: DropOptions, data: string | undefined, { aws, stack }: Base, onLog: OnLog): DropFolder {
  if (data === undefined)
    throw new Error('a drop folder needs a data directory to remember what was uploaded');
  const bucket = drop.bucket(stack);
  const call = (method: string, path: string, body: Buffer): Promise<Reply> =>
    aws.s3.handle({
      method,
      bucket,
      key: drop.keyOf(path),
      query: new URLSearchParams(),
      headers: { 'content-length': String(body.length) },
      body,
      requestId: 'drop',
      principal: `arn:aws:iam::${aws.account}:user/drop-folder`,
    });
  return watchDropFolder({
    folder: drop.folder,
    memory: join(data, 'drop-folder.json'),
    upload: async (path, content) => void (await call('PUT', path, content)),
    remove: async (path) => void (await call('DELETE', path, Buffer.alloc(0))),
    log: (line) => onLog('drop', line),
  });
}

/** CDK's logical ids end in eight digits of a hash. */
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
