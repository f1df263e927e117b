import { Duration, Stack } from 'aws-cdk-lib';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { DeliverEnv } from '../../functions/deliver/env.ts';
import { makePipelineFunction, type Grant } from '../constructs/pipeline-function.ts';
import type { Site } from '../constructs/public-site.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

/** A prompt for one endpoint to one signed request. It runs in no network of ours, so there is none to be reached. */
export function makeDeliver(scope: Construct, platform: Platform, site: Site): Function {
  const { stage, alarms, queues, table, keyring, code } = platform;
  const { urgent, deliveries, bulk } = queues;
  return makePipelineFunction<DeliverEnv>(scope, 'Deliver', {
    name: 'deliver',
    code: code('deliver'),
    memoryMb: 512,
    timeout: TIMEOUTS.deliver,
    env: {
      TABLE: table.tableName,
      PUBLIC_BUCKET: site.bucket.bucketName,
      KEYRING_SECRET: keyring.secretArn,
      SITE_URL: site.url,
      ENDPOINT_POLICY: stage.endpointPolicy,
      MAIL_FROM: stage.mailFrom ?? '',
      URGENT_QUEUE_URL: urgent.queue.queueUrl,
      DELIVERIES_QUEUE_URL: deliveries.queue.queueUrl,
      BULK_QUEUE_URL: bulk.queue.queueUrl,
      URGENT_DEAD_URL: urgent.dead.queueUrl,
      DELIVERIES_DEAD_URL: deliveries.dead.queueUrl,
      BULK_DEAD_URL: bulk.dead.queueUrl,
      LOG_LEVEL: stage.logLevel,
    },
    may: [
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
        on: [table.tableArn],
      },
      { actions: ['secretsmanager:GetSecretValue'], on: [keyring.secretArn] },
      {
        actions: ['s3:GetObject'],
        on: [site.bucket.arnForObjects('*')],
        why: 'It looks whether the version that it links to is public, and sends any feed to its subscribers.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [site.bucket.bucketArn] },
      {
        actions: ['sqs:SendMessage'],
        on: [
          urgent.queue.queueArn,
          deliveries.queue.queueArn,
          bulk.queue.queueArn,
          urgent.dead.queueArn,
          deliveries.dead.queueArn,
          bulk.dead.queueArn,
        ],
      },
      ...(stage.mailFrom === undefined ? [] : [sendMailAs(scope, stage.mailFrom)]),
    ],
    // Each source has environments of its own, so a flood of replays leaves the urgent ones theirs.
    sources: [
      { from: urgent, maxConcurrency: 20 },
      { from: deliveries, maxConcurrency: 50 },
      { from: bulk, maxConcurrency: 5, window: Duration.seconds(1) },
    ],
    alarms,
    errorImpact: 'Partners get releases, corrections and withdrawals late.',
  });
}

/** From this one address, by the identity of its domain (SES developer guide, "Using IAM policies"). */
function sendMailAs(scope: Construct, address: string): Grant {
  const [, resourceName = ''] = address.split('@');
  return {
    actions: ['ses:SendEmail'],
    on: [Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName })],
    when: { StringEquals: { 'ses:FromAddress': address } },
  };
}
