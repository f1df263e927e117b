import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ApiEnv } from '../../functions/api/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

/** What moving dead letters needs of the queue that they leave (SQS Developer Guide, "dead-letter queue redrive"). */
const REDRIVE = [
  'sqs:StartMessageMoveTask',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

/** The HTTP API of operators, partners and authors. It gets no SITE_URL: the distribution depends on it. */
export function makeApi(scope: Construct, platform: Platform): Function {
  const { stage, alarms, queues, table, dropBucket: drop, keyring, code } = platform;
  const all = Object.values(queues);
  return makePipelineFunction<ApiEnv>(scope, 'Api', {
    name: 'api',
    code: code('api'),
    memoryMb: 512,
    timeout: TIMEOUTS.api,
    env: {
      TABLE: table.tableName,
      DROP_BUCKET: drop.bucketName,
      KEYRING_SECRET: keyring.secretArn,
      ENDPOINT_POLICY: stage.endpointPolicy,
      UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
      CONVERSIONS_QUEUE_URL: queues.conversions.queue.queueUrl,
      CHANGES_QUEUE_URL: queues.changes.queue.queueUrl,
      FEEDS_QUEUE_URL: queues.feeds.queue.queueUrl,
      URGENT_QUEUE_URL: queues.urgent.queue.queueUrl,
      DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl,
      BULK_QUEUE_URL: queues.bulk.queue.queueUrl,
      UPLOADS_DEAD_URL: queues.uploads.dead.queueUrl,
      CONVERSIONS_DEAD_URL: queues.conversions.dead.queueUrl,
      CHANGES_DEAD_URL: queues.changes.dead.queueUrl,
      FEEDS_DEAD_URL: queues.feeds.dead.queueUrl,
      URGENT_DEAD_URL: queues.urgent.dead.queueUrl,
      DELIVERIES_DEAD_URL: queues.deliveries.dead.queueUrl,
      BULK_DEAD_URL: queues.bulk.dead.queueUrl,
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
      { actions: ['s3:PutObject'], on: [drop.arnForObjects('commands/*')], why: 'Commands by their time.' },
      {
        actions: ['s3:PutObject'],
        on: ['incoming', 'check'].map((folder) => drop.arnForObjects(`${folder}/*`)),
        why: 'The forms that it signs for authors are worth what it may itself; each names one key.',
      },
      {
        actions: ['s3:GetObject'],
        on: [drop.arnForObjects('receipts/*')],
        why: 'Receipts, whose keys authors choose.',
      },
      // Who uploaded a file, and whether it is still the newest, before a second person approves it.
      {
        actions: ['s3:GetObject'],
        on: [drop.arnForObjects('incoming/*')],
        why: 'Uploads, whose keys authors choose.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [drop.bucketArn] },
      { actions: ['secretsmanager:GetSecretValue'], on: [keyring.secretArn] },
      // Prompts of its own to two of them, and a redrive sends to each in its name.
      { actions: ['sqs:SendMessage', 'sqs:GetQueueAttributes'], on: all.map(({ queue }) => queue.queueArn) },
      { actions: REDRIVE, on: all.map(({ dead }) => dead.queueArn) },
    ],
    alarms,
    errorImpact: 'Operators cannot kill or withdraw, partners cannot change their endpoints.',
  });
}
