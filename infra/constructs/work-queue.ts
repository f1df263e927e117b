import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';

/** AWS's rule for event sources: a message stays hidden while Lambda tries a throttled batch again. */
const VISIBILITY_PER_TIMEOUT = 6;
/** A failed record rests for 30 s at most, so that these are about eight minutes of an outage of our own. */
const MAX_RECEIVES = 20;
/** A standard queue's dead letters keep the age of their first sending, so they must outlive the queue's own. */
const RETENTION = Duration.days(4);
const DEAD_RETENTION = Duration.days(14);

export type WorkQueueProps = {
  /** As in the names of its alarms. */
  name: string;
  /** The timeout of the function that works it off. */
  consumerTimeout: Duration;
  alarms: Alarms;
  /** Raised when the oldest message has been older for five minutes. */
  alarmAge: Duration;
  /** Raised when more messages than this have waited for fifteen minutes. */
  alarmDepth: number;
  /** What readers, authors or partners miss while messages lie here. */
  errorImpact: string;
  /** How often a message is received before it is a dead letter; more where records are given back unbegun. */
  maxReceives?: number;
  /** One message of a group at a time, in order, and so long after it was sent. */
  fifo?: { delay: Duration };
};
export type WorkQueue = { queue: Queue; dead: Queue };

/** A queue with its dead letters, and an alarm each for age, depth and dead letters. */
export function makeWorkQueue(scope: Construct, id: string, props: WorkQueueProps): WorkQueue {
  const group = new Construct(scope, id);
  const kind = props.fifo ? { fifo: true, contentBasedDeduplication: false } : {};
  const safe = { enforceSSL: true, encryption: QueueEncryption.SQS_MANAGED };
  const dead = new Queue(group, 'Dead', { ...kind, ...safe, retentionPeriod: DEAD_RETENTION });
  Validations.of(dead).acknowledge({
    id: 'Serverless-SQSRedrivePolicy',
    reason:
      'It is the dead-letter queue of another; what lies here waits for a person, and an alarm calls one.',
  });
  const queue = new Queue(group, 'Queue', {
    ...kind,
    ...safe,
    retentionPeriod: RETENTION,
    visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT),
    ...(props.fifo ? { deliveryDelay: props.fifo.delay } : {}),
    deadLetterQueue: { queue: dead, maxReceiveCount: props.maxReceives ?? MAX_RECEIVES },
  });
  watch({ queue, dead }, props);
  return { queue, dead };
}

function watch({ queue, dead }: WorkQueue, props: WorkQueueProps): void {
  const { name, alarms, alarmAge, alarmDepth, errorImpact } = props;
  const most = { period: ALARM_PERIOD, statistic: 'Maximum' };
  const age = queue.metricApproximateAgeOfOldestMessage(most);
  const depth = queue.metricApproximateNumberOfMessagesVisible(most);
  const lost = dead.metricApproximateNumberOfMessagesVisible(most);
  alarms.add({ name: `${name}-age`, metric: age, above: alarmAge.toSeconds(), periods: 5, errorImpact });
  alarms.add({ name: `${name}-depth`, metric: depth, above: alarmDepth, periods: 15, errorImpact });
  alarms.add({ name: `${name}-dead`, metric: lost, above: 0, periods: 1, errorImpact });
}
