import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ApiEnv } from '../../functions/api/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

/** The HTTP API of operators, partners and authors. It gets no SITE_URL: the distribution depends on it. */
export function makeApi(scope: Construct, platform: Platform): Function {
  const { stage, alarms, queues, table, dropBucket: drop, keyring, code } = platform;
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
      URGENT_QUEUE_URL: queues.urgent.queue.queueUrl,
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
      { actions: ['s3:PutObject'], on: [drop.arnForObjects('commands/*')], why: 'Commands by their time.' },
      { actions: ['secretsmanager:GetSecretValue'], on: [keyring.secretArn] },
      { actions: ['sqs:SendMessage'], on: [queues.urgent.queue.queueArn, queues.bulk.queue.queueArn] },
    ],
    alarms,
    errorImpact: 'Operators cannot kill or withdraw, partners cannot change their endpoints.',
  });
}
