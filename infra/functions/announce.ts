import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AnnounceEnv } from '../../functions/announce/env.ts';
import { makePipelineFunction } from '../constructs/pipeline-function.ts';
import { TIMEOUTS } from '../timeouts.ts';
import type { Site } from '../constructs/public-site.ts';
import type { Platform } from './platform.ts';

/** A changed release to a prompt for each endpoint that has something to be told. */
export function makeAnnounce(scope: Construct, platform: Platform, site: Site): Function {
  const { stage, alarms, queues, table, bus, code } = platform;
  return makePipelineFunction<AnnounceEnv>(scope, 'Announce', {
    name: 'announce',
    code: code('announce'),
    memoryMb: 512,
    timeout: TIMEOUTS.announce,
    env: {
      TABLE: table.tableName,
      CHANGES_QUEUE_URL: queues.changes.queue.queueUrl,
      URGENT_QUEUE_URL: queues.urgent.queue.queueUrl,
      DELIVERIES_QUEUE_URL: queues.deliveries.queue.queueUrl,
      CHANGES_DEAD_URL: queues.changes.dead.queueUrl,
      EVENT_BUS: bus.eventBusName,
      SITE_URL: site.url,
      LOG_LEVEL: stage.logLevel,
    },
    may: [
      {
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        on: [table.tableArn],
      },
      {
        actions: ['sqs:SendMessage'],
        on: [
          queues.changes.queue.queueArn,
          queues.urgent.queue.queueArn,
          queues.deliveries.queue.queueArn,
          queues.changes.dead.queueArn,
        ],
      },
      { actions: ['events:PutEvents'], on: [bus.eventBusArn] },
    ],
    sources: [{ from: queues.changes, maxConcurrency: 10 }],
    alarms,
    errorImpact: 'Partners are told of changes late or not at all.',
  });
}
