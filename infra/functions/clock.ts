import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ClockEnv } from '../../functions/clock/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import type { Site } from '../constructs/public-site.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

/** The clock's own file below `check/` and what ingest answers, as `shared/domain/pulse` names them (tests/infra/iam.test.ts). */
const PULSE = {
  put: 'check/_pulse/pulse.md',
  answer: 'receipts/_check/_pulse/pulse.md.json',
} as const;

/** Due items to prompts, once a minute, and one page of the sweep. */
export function makeClock(scope: Construct, platform: Platform, site: Site): Function {
  const { stage, alarms, queues, table, dropBucket: drop, code } = platform;
  const { uploads, changes, feeds, urgent, deliveries, bulk } = queues;
  const prompted = [uploads, changes, feeds, urgent, deliveries, bulk];
  return makePipelineFunction<ClockEnv>(scope, 'Clock', {
    name: 'clock',
    code: code('clock'),
    memoryMb: 512,
    timeout: TIMEOUTS.clock,
    env: {
      TABLE: table.tableName,
      DROP_BUCKET: drop.bucketName,
      PUBLIC_BUCKET: site.bucket.bucketName,
      UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
      CHANGES_QUEUE_URL: queues.changes.queue.queueUrl,
      FEEDS_QUEUE_URL: queues.feeds.queue.queueUrl,
      URGENT_QUEUE_URL: queues.urgent.queue.queueUrl,
      DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl,
      BULK_QUEUE_URL: queues.bulk.queue.queueUrl,
      LOG_LEVEL: stage.logLevel,
    },
    may: [
      {
        actions: [
          'dynamodb:GetItem',
          'dynamodb:BatchGetItem',
          'dynamodb:PutItem',
          'dynamodb:DeleteItem',
          'dynamodb:Query',
        ],
        on: [table.tableArn],
      },
      {
        actions: ['s3:ListBucketVersions'],
        on: [drop.bucketArn],
        when: { StringLike: { 's3:prefix': ['incoming/*', 'commands/*', 'check/*'] } },
      },
      {
        actions: ['s3:GetObject'],
        on: [drop.arnForObjects(PULSE.put), drop.arnForObjects(PULSE.answer)],
      },
      { actions: ['s3:PutObject'], on: [drop.arnForObjects(PULSE.put)] },
      {
        actions: ['s3:GetObject'],
        on: [site.bucket.arnForObjects('*')],
        why: 'It compares every feed with its object.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [drop.bucketArn, site.bucket.bucketArn] },
      { actions: ['sqs:SendMessage'], on: prompted.map(({ queue }) => queue.queueArn) },
    ],
    alarms,
    errorImpact: 'Embargoes are not lifted, retries not made, nothing lost is found again.',
  });
}
