import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { PublishEnv } from '../../functions/publish/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import type { Site } from '../constructs/public-site.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

/** Entries of a feed to its documents. */
export function makePublish(scope: Construct, platform: Platform, site: Site): Function {
  const { stage, alarms, queues, table, code } = platform;
  return makePipelineFunction<PublishEnv>(scope, 'Publish', {
    name: 'publish',
    code: code('publish'),
    memoryMb: 1024,
    timeout: TIMEOUTS.publish,
    env: {
      TABLE: table.tableName,
      PUBLIC_BUCKET: site.bucket.bucketName,
      SITE_URL: site.url,
      NETWORK_NAME: stage.networkName,
      FEEDS_QUEUE_URL: queues.feeds.queue.queueUrl,
      FEEDS_DEAD_URL: queues.feeds.dead.queueUrl,
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
        actions: ['s3:GetObject', 's3:PutObject'],
        on: [site.bucket.arnForObjects('*')],
        why: 'It writes pages and documents under every path of the site.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [site.bucket.bucketArn] },
      {
        actions: ['sqs:SendMessage'],
        on: [queues.feeds.queue.queueArn, queues.feeds.dead.queueArn, queues.bulk.queue.queueArn],
      },
    ],
    sources: [{ from: queues.feeds, maxConcurrency: 10 }],
    alarms,
    errorImpact: 'Feeds are built late or not at all.',
  });
}
