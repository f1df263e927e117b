import { describe, expect, it } from 'vitest';
import { METRICS_NAMESPACE } from '#platform/metrics.ts';
import { retrySeconds } from '#platform/batch.ts';
import { synthesised } from './synthesised.ts';
import type { Resource, Tree } from './template-view.ts';

const MIN_VISIBILITY_RATIO = 6;
const MIN_RECEIVES = 5;
const FOURTEEN_DAYS_S = 1_209_600;

const { all, ofType, target } = synthesised();
const queues = ofType('AWS::SQS::Queue');
const mappings = ofType('AWS::Lambda::EventSourceMapping');
const functions = ofType('AWS::Lambda::Function');
const buckets = ofType('AWS::S3::Bucket');
const redrives = (queue: Resource): boolean => queue.Properties['RedrivePolicy'] !== undefined;
const deadOf = (queue: Resource): Resource => target(queue.Properties['RedrivePolicy'].deadLetterTargetArn);
const work = queues.filter(redrives);
const alarmsOn = (queue: Resource): string[] =>
  ofType('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => JSON.stringify(Properties['Dimensions'] ?? []).includes(`"${queue.id}"`))
    .map(({ Properties }) => Properties['MetricName']);
const statements = (policy: Resource): Tree[] => policy.Properties['PolicyDocument'].Statement;
const named = (resources: Resource[]): [string, Resource][] =>
  resources.map((resource) => [resource.id, resource]);

it('has the queues, functions and buckets of DESIGN §2', () => {
  expect(work).toHaveLength(7);
  expect(queues).toHaveLength(14);
  expect(functions).toHaveLength(7);
  expect(mappings).toHaveLength(7);
  expect(buckets).toHaveLength(2);
});

describe.each(named(work))('queue %s', (_, queue) => {
  const consumers = mappings.filter(({ Properties }) => target(Properties['EventSourceArn']) === queue);

  it('gives up a message to a dead-letter queue of its own kind, not before five receives', () => {
    expect(queue.Properties['RedrivePolicy'].maxReceiveCount).toBeGreaterThanOrEqual(MIN_RECEIVES);
    expect(deadOf(queue).Properties['FifoQueue']).toBe(queue.Properties['FifoQueue']);
    expect(work.filter((other) => deadOf(other) === deadOf(queue))).toHaveLength(1);
  });

  it('outlasts five minutes of an outage of ours, and ends a message that always fails within half an hour', () => {
    const receives: number = queue.Properties['RedrivePolicy'].maxReceiveCount;
    const restsS = Array.from({ length: receives }, (_, index) => retrySeconds(index + 1));
    const totalS = restsS.reduce((sum, seconds) => sum + seconds, 0);
    expect(totalS).toBeGreaterThan(300);
    expect(totalS).toBeLessThan(1_800);
    expect(receives * queue.Properties['VisibilityTimeout']).toBeLessThan(
      queue.Properties['MessageRetentionPeriod'] / 10,
    );
  });

  it('keeps dead letters longer than messages, and both longer than a week-end', () => {
    expect(deadOf(queue).Properties['MessageRetentionPeriod']).toBe(FOURTEEN_DAYS_S);
    expect(queue.Properties['MessageRetentionPeriod']).toBeGreaterThanOrEqual(4 * 86_400);
    expect(queue.Properties['MessageRetentionPeriod']).toBeLessThan(FOURTEEN_DAYS_S);
  });

  it('has alarms on age, depth and dead letters', () => {
    expect(alarmsOn(queue)).toContain('ApproximateAgeOfOldestMessage');
    expect(alarmsOn(queue)).toContain('ApproximateNumberOfMessagesVisible');
    expect(alarmsOn(deadOf(queue))).toContain('ApproximateNumberOfMessagesVisible');
  });

  it('has one consumer and hides a message for at least six of its timeouts', () => {
    expect(consumers).toHaveLength(1);
    const timeout: number = target(consumers[0]!.Properties['FunctionName']).Properties['Timeout'];
    expect(queue.Properties['VisibilityTimeout'] / timeout).toBeGreaterThanOrEqual(MIN_VISIBILITY_RATIO);
  });
});

it('rings for what functions count and measure, each in the namespace they write', () => {
  const own = ofType('AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
    Properties['Metrics'] === undefined
      ? [Properties]
      : Properties['Metrics'].flatMap((each: Tree) =>
          each['MetricStat'] ? [each['MetricStat'].Metric] : [],
        ),
  );
  const counted = own.filter(({ Namespace }) => Namespace === METRICS_NAMESPACE);
  const names = counted.map(({ MetricName, Dimensions }) => `${Dimensions[0].Value} ${MetricName}`);
  expect([...new Set(names)].toSorted()).toEqual([
    'announce Repairs',
    'announce UnreachableHolders',
    'clock PulseSeconds',
    'clock Repairs',
    'clock SiteAge',
    'deliver DeliveriesDelivered',
    'deliver DeliveriesFailed',
    'deliver DeliveriesRetried',
    'deliver UnreachableHolders',
    'ingest Dwell',
    'ingest Repairs',
    'publish ContentMissing',
    'publish EntriesQuarantined',
    'publish FeedGateFailed',
    'publish Repairs',
  ]);
});

it.each(named(queues))('queue %s is encrypted', (_, queue) => {
  expect(queue.Properties['SqsManagedSseEnabled']).toBe(true);
});

it('collapses feed prompts: FIFO with two seconds of delay, and only feeds', () => {
  const fifo = work.filter(({ Properties }) => Properties['FifoQueue'] === true);
  expect(fifo.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['FeedsQueue']);
  expect(fifo[0]!.Properties['DelaySeconds']).toBe(2);
  expect(fifo[0]!.Properties['ContentBasedDeduplication']).not.toBe(true);
});

describe.each(named(mappings))('event source %s', (_, { Properties }) => {
  it('reports single failures, is bounded and leaves nothing out', () => {
    expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
    expect(Properties['ScalingConfig'].MaximumConcurrency).toBeGreaterThanOrEqual(2);
    expect(Properties['BatchSize']).toBeLessThanOrEqual(10);
    expect(Properties['MaximumBatchingWindowInSeconds'] ?? 0).toBeLessThanOrEqual(1);
    // Lambda deletes what a filter does not match.
    expect(Properties['FilterCriteria']).toBeUndefined();
    expect(Properties['Enabled'] ?? true).toBe(true);
  });
});

describe.each(named(functions))('function %s', (_, { Properties }) => {
  it('runs on Node 24 and arm64 with explicit memory, timeout and traces', () => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('logs to a group of its own that forgets', () => {
    const group = target(Properties['LoggingConfig'].LogGroup);
    expect(group.Properties['RetentionInDays']).toBeGreaterThan(0);
    const sharing = functions.filter((other) => target(other.Properties['LoggingConfig'].LogGroup) === group);
    expect(sharing).toHaveLength(1);
  });
});

describe.each(named(buckets))('bucket %s', (_, bucket) => {
  it('is closed to the public, encrypted and kept', () => {
    expect(Object.values(bucket.Properties['PublicAccessBlockConfiguration'])).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(bucket.Properties['BucketEncryption']).toBeDefined();
    expect(bucket.DeletionPolicy).toBe('Retain');
  });
});

it('keeps every version of the drop bucket and tells the uploads queue, which lets it', () => {
  const drop = buckets.find(({ Properties }) => Properties['NotificationConfiguration'])!;
  expect(drop.Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
  const notifications: Tree[] = drop.Properties['NotificationConfiguration'].QueueConfigurations;
  const told = notifications.map(({ Event, Filter }) => `${Event} ${Filter.S3Key.Rules[0].Value}`);
  expect(told).toEqual([
    's3:ObjectCreated:* incoming/',
    's3:ObjectRemoved:DeleteMarkerCreated incoming/',
    's3:ObjectCreated:* commands/',
    's3:ObjectCreated:* check/',
  ]);
  const policy = ofType('AWS::SQS::QueuePolicy').find(({ id }) => drop.DependsOn.includes(id))!;
  for (const { Queue } of notifications) expect(target(Queue)).toBe(target(policy.Properties['Queues'][0]));
  expect(statements(policy)).toContainEqual({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Principal: { Service: 's3.amazonaws.com' },
    Resource: notifications[0].Queue,
    Condition: {
      ArnEquals: {
        'aws:SourceArn': {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':s3:::',
              ...drop.Properties['BucketName']['Fn::Join'][1],
            ].reduce(joinTexts, []),
          ],
        },
      },
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    },
  });
});

/** As CDK joins neighbouring texts. */
function joinTexts(parts: unknown[], part: unknown): unknown[] {
  const last = parts.at(-1);
  return typeof last === 'string' && typeof part === 'string'
    ? [...parts.slice(0, -1), last + part]
    : [...parts, part];
}

it('has no custom resource', () => {
  expect(all.filter(({ Type }) => Type.startsWith('Custom::') || Type.includes('CustomResource'))).toEqual(
    [],
  );
});

it.each(named(ofType('AWS::DynamoDB::Table')))('table %s can be recovered and not be deleted', (_, table) => {
  expect(table.DeletionPolicy).toBe('Retain');
  expect(table.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
  });
});

it.each(named(ofType('AWS::SecretsManager::Secret')))('secret %s outlives the stack', (_, secret) => {
  expect(secret.DeletionPolicy).toBe('Retain');
  expect(secret.UpdateReplacePolicy).toBe('Retain');
});

it('calls the clock every minute', () => {
  const [rule, ...more] = ofType('AWS::Events::Rule');
  expect(more).toEqual([]);
  expect(rule!.Properties['ScheduleExpression']).toBe('rate(1 minute)');
  const called = rule!.Properties['Targets'].map(({ Arn }: { Arn: unknown }) => target(Arn).id);
  expect(called).toEqual([expect.stringMatching(/^ClockFunction/)]);
});

it('lets nobody invoke a function without saying from where', () => {
  const permissions = ofType('AWS::Lambda::Permission');
  expect(permissions).toHaveLength(6);
  for (const { Properties } of permissions) expect(Properties['SourceArn']).toBeDefined();
});

it.each(named(ofType('AWS::CloudWatch::Alarm')))('alarm %s says what it means', (_, alarm) => {
  const name = alarm.Properties['AlarmName'].replace('presswire-production-', '');
  expect(alarm.Properties['AlarmDescription']).toMatch(new RegExp(`^\\S.+\\. .*runbook.md, "${name}"`));
  // The clock writes the age of the site and the pulse; when one is silent, nothing else would ring for it.
  expect(alarm.Properties['TreatMissingData']).toBe(
    ['site-age', 'pulse'].includes(name) ? 'breaching' : 'notBreaching',
  );
});
