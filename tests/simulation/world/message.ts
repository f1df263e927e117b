import type { SQSRecord } from 'aws-lambda';

/** A message in a queue. `handle` counts its receives: an acknowledgement with an older one is worthless. */
export type Message = {
  id: number;
  queue: string;
  body: string;
  group?: string;
  sentAtMs: number;
  visibleAtMs: number;
  firstReceivedAtMs?: number;
  receives: number;
  handle: number;
  over: boolean;
};

/** A message as Lambda hands it to a function. Times are SQS's, which has no skew. */
export function recordOf(message: Message): SQSRecord {
  const { id, body, queue, group, handle } = message;
  return {
    messageId: String(id),
    receiptHandle: `${id}.${handle}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAtMs),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs ?? 0),
      SenderId: '',
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-central-1:000000000000:${queue}${queue === 'feeds' ? '.fifo' : ''}`,
    awsRegion: 'eu-central-1',
  };
}
