import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './constructs/alarms.ts';
import { makeWorkQueue, type WorkQueue, type WorkQueueProps } from './constructs/work-queue.ts';
import { CONVERT_RECEIVES } from '../functions/convert/env.ts';
import { TIMEOUTS } from './timeouts.ts';

type Row = Omit<WorkQueueProps, 'name' | 'alarms'>;

/** Messages may be sent with a delay of up to 15 minutes, which counts as age the moment they show. */
const BEYOND_DELAYS = Duration.minutes(20);

/**
 * Deliver gives records back that it cannot begin in time, and each time is a receive. A message that always fails ends
 * among the dead letters after some 25 minutes, one that always takes the whole function with it after five hours.
 */
const RECEIVES_OF_DELIVER = 50;

/** The queues of the pipeline (DESIGN §2), in the order data flows. */
const QUEUES = {
  uploads: {
    consumerTimeout: TIMEOUTS.ingest,
    alarmAge: BEYOND_DELAYS,
    alarmDepth: 5_000,
    errorImpact: 'Uploads are not taken in: authors get no receipt, nothing new is published.',
  },
  conversions: {
    consumerTimeout: TIMEOUTS.convert,
    maxReceives: CONVERT_RECEIVES,
    alarmAge: Duration.minutes(10),
    alarmDepth: 1_000,
    errorImpact:
      'Word files, mails and ZIPs are not opened: their authors get no receipt, nothing of them is published.',
  },
  changes: {
    consumerTimeout: TIMEOUTS.announce,
    alarmAge: Duration.minutes(10),
    alarmDepth: 5_000,
    errorImpact: 'Partners are not told of new, corrected or withdrawn releases.',
  },
  feeds: {
    consumerTimeout: TIMEOUTS.publish,
    alarmAge: Duration.minutes(10),
    alarmDepth: 1_000,
    errorImpact: 'Feeds stand still: readers and aggregators miss what has changed since.',
    fifo: { delay: Duration.seconds(2) },
  },
  urgent: {
    consumerTimeout: TIMEOUTS.deliver,
    maxReceives: RECEIVES_OF_DELIVER,
    alarmAge: BEYOND_DELAYS,
    alarmDepth: 10_000,
    errorImpact: 'Partners go on showing releases that were killed or withdrawn.',
  },
  deliveries: {
    consumerTimeout: TIMEOUTS.deliver,
    maxReceives: RECEIVES_OF_DELIVER,
    alarmAge: BEYOND_DELAYS,
    alarmDepth: 50_000,
    errorImpact: 'Partners get new and corrected releases late.',
  },
  bulk: {
    consumerTimeout: TIMEOUTS.deliver,
    maxReceives: RECEIVES_OF_DELIVER,
    alarmAge: Duration.hours(6),
    alarmDepth: 200_000,
    errorImpact: 'Replays and backfills that partners asked for do not come forward.',
  },
} as const satisfies Record<string, Row>;

type QueueName = keyof typeof QUEUES;
export type Queues = Readonly<Record<QueueName, WorkQueue>>;

/** Every queue of the pipeline, with dead letters and alarms. */
export function makeQueues(scope: Construct, alarms: Alarms): Queues {
  const make = (name: QueueName): WorkQueue =>
    makeWorkQueue(scope, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
      name,
      alarms,
      ...QUEUES[name],
    });
  return {
    uploads: make('uploads'),
    conversions: make('conversions'),
    changes: make('changes'),
    feeds: make('feeds'),
    urgent: make('urgent'),
    deliveries: make('deliveries'),
    bulk: make('bulk'),
  };
}
