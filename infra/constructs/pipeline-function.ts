import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, Runtime, Tracing, type Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../timeouts.ts';
import type { Alarms } from './alarms.ts';
import { resourceFinding } from './resource-finding.ts';
import type { WorkQueue } from './work-queue.ts';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
/** One statement of a function's policy. `why` explains a resource with a `*`; cdk-nag refuses one without. */
export type Grant = { actions: readonly string[]; on: readonly string[]; when?: Conditions; why?: string };

type QueueSource = {
  from: WorkQueue;
  /** Batches at a time; AWS's least is 2. */
  maxConcurrency: number;
  /** Messages at once; fewer where one may take the whole function with it. */
  batch?: number;
  /** How long to wait for a fuller batch; none on a FIFO queue. */
  window?: Duration;
};

/** Every function of the pipeline. */
export type Functions = Readonly<Record<FunctionName, Function>>;

export type PipelineFunctionProps<Env> = {
  /** As in the name of its alarm. */
  name: string;
  code: Code;
  memoryMb: number;
  timeout: Duration;
  /** The handler's own type: a variable that is missing or unknown here does not compile. */
  env: Env;
  may: readonly Grant[];
  sources?: readonly QueueSource[];
  alarms: Alarms;
  /** What stands still while it fails. */
  errorImpact: string;
};

const BATCH = 10;
const LOG_RETENTION = RetentionDays.ONE_MONTH;
const WRITE_LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** What Lambda's poller does in the function's name, and the function itself when it reports a failed record. */
const CONSUME = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
];
/** Errors in five minutes above which a failure is no passing throttle. */
const ALARM_ERRORS = 4;
/** Lambda's own dead letters are those of asynchronous calls, and of streams. */
const WHY_NO_DEAD_LETTERS = [
  {
    id: 'Serverless-LambdaDLQ',
    reason:
      'Queues and the API call it and are told of a failure; a message that fails again and again is in the dead-letter ' +
      'queue of its queue. Only the clock is called asynchronously, and its next tick does what a lost one left.',
  },
  {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason:
      "Destinations are for streams: what fails stays in its SQS queue, and is moved to that queue's dead-letter queue.",
  },
] as const;
const WHY_TRACES = 'X-Ray knows no resources: traces are put to the account (xray:PutTraceSegments).';

/** A function of the pipeline. Its role holds exactly the given statements, what its sources need, logs and traces. */
export function makePipelineFunction<Env extends Readonly<Record<string, string>>>(
  scope: Construct,
  id: string,
  props: PipelineFunctionProps<Env>,
): Function {
  const group = new Construct(scope, id);
  const logGroup = new LogGroup(group, 'Log', {
    retention: LOG_RETENTION,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(group, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const sources = props.sources ?? [];
  allow(role, { actions: WRITE_LOGS, on: [logGroup.logGroupArn] });
  for (const grant of props.may) allow(role, grant);
  for (const { from } of sources) allow(role, { actions: CONSUME, on: [from.queue.queueArn] });
  const fn = new Function(group, 'Function', {
    code: props.code,
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.memoryMb,
    timeout: props.timeout,
    environment: { ...props.env },
    role,
    logGroup,
    tracing: Tracing.ACTIVE,
  });
  acknowledge(role, '*', WHY_TRACES);
  Validations.of(fn).acknowledge(...WHY_NO_DEAD_LETTERS);
  for (const source of sources) consume(fn, source);
  props.alarms.add({
    name: `${props.name}-errors`,
    metric: fn.metricErrors({ period: Duration.minutes(5) }),
    above: ALARM_ERRORS,
    periods: 1,
    errorImpact: props.errorImpact,
  });
  return fn;
}

function consume(
  fn: Function,
  { from: { queue }, maxConcurrency, batch = BATCH, window }: QueueSource,
): void {
  fn.addEventSourceMapping(`From${queue.node.scope?.node.id}`, {
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    reportBatchItemFailures: true,
    maxConcurrency,
    ...(window ? { maxBatchingWindow: window } : {}),
  });
}

function allow(role: Role, { actions, on, when, why }: Grant): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...on],
      ...(when ? { conditions: { ...when } } : {}),
    }),
  );
  if (why) for (const resource of on) acknowledge(role, resource, why);
}

function acknowledge(role: Role, resource: string, reason: string): void {
  const finding = resourceFinding(Stack.of(role).resolve(resource));
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason });
}
