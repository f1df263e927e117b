import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { IngestEnv } from '../../functions/ingest/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import type { Site } from '../constructs/public-site.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Platform } from './platform.ts';

const READ = ['incoming', 'commands', 'check'];
const WHY_OBJECTS = 'Objects of these folders, whose keys authors choose.';

/** Uploads and commands to releases, pages and receipts; the only writer of releases. */
export function makeIngest(scope: Construct, platform: Platform, site: Site): Function {
  const { stage, alarms, queues, table, dropBucket: drop, code } = platform;
  return makePipelineFunction<IngestEnv>(scope, 'Ingest', {
    name: 'ingest',
    code: code('ingest'),
    memoryMb: 1024,
    timeout: TIMEOUTS.ingest,
    env: {
      TABLE: table.tableName,
      DROP_BUCKET: drop.bucketName,
      PUBLIC_BUCKET: site.bucket.bucketName,
      DISTRIBUTION_ID: site.distribution.distributionId,
      SITE_URL: site.url,
      NETWORK: stage.network,
      UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
      CONVERSIONS_QUEUE_URL: queues.conversions.queue.queueUrl,
      CHANGES_QUEUE_URL: queues.changes.queue.queueUrl,
      FEEDS_QUEUE_URL: queues.feeds.queue.queueUrl,
      UPLOADS_DEAD_URL: queues.uploads.dead.queueUrl,
      LOG_LEVEL: stage.logLevel,
    },
    may: [
      {
        actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        on: [table.tableArn],
      },
      {
        actions: ['s3:ListBucketVersions'],
        on: [drop.bucketArn],
        when: { StringLike: { 's3:prefix': READ.map((folder) => `${folder}/*`) } },
      },
      {
        actions: ['s3:GetObjectVersion'],
        on: READ.map((folder) => drop.arnForObjects(`${folder}/*`)),
        why: WHY_OBJECTS,
      },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        on: [drop.arnForObjects('receipts/*')],
        why: WHY_OBJECTS,
      },
      {
        actions: ['s3:GetObject'],
        on: [drop.arnForObjects('converted/*')],
        why: 'Conversions and pictures are named by hashes.',
      },
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        on: [site.bucket.arnForObjects('*')],
        why: 'It writes pages and documents under every path of the site.',
      },
      {
        actions: ['s3:DeleteObject'],
        on: [site.bucket.arnForObjects('media/*')],
        why: 'Pictures are named by hashes; those of a release that was taken back go.',
      },
      // Without it S3 answers 403 for an object that is not there, and absence could not be told from a refusal.
      { actions: ['s3:ListBucket'], on: [drop.bucketArn, site.bucket.bucketArn] },
      // What was killed leaves the cache at once.
      { actions: ['cloudfront:CreateInvalidation'], on: [site.distribution.distributionArn] },
      {
        actions: ['sqs:SendMessage'],
        on: [
          queues.uploads.queue.queueArn,
          queues.conversions.queue.queueArn,
          queues.changes.queue.queueArn,
          queues.feeds.queue.queueArn,
          queues.uploads.dead.queueArn,
        ],
      },
    ],
    sources: [{ from: queues.uploads, maxConcurrency: 10 }],
    alarms,
    errorImpact: 'Uploads are taken in late or not at all.',
  });
}
