import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { PermanentError } from '#platform/errors.ts';
import { callAws } from './call-aws.ts';

/** A queue that a function reads, and where its undeliverable records go. */
export type ConsumedQueue = { queueUrl: string; deadLetterUrl: string };

/** What `runBatch` does with records that fail. */
export type FailedRecords = {
  sendToDeadLetter(record: SQSRecord): Promise<void>;
  delayRetry(record: SQSRecord, seconds: number): Promise<void>;
};

/** Over SQS. Throws `PermanentError` (`UnknownQueue`) for a record of a queue that is not in `queues`. */
export function makeSqsFailedRecords(options: {
  client: SQSClient;
  queues: readonly ConsumedQueue[];
}): FailedRecords {
  const { client, queues } = options;

  const queueOf = (record: SQSRecord): ConsumedQueue => {
    const name = record.eventSourceARN.split(':').at(-1) ?? '';
    const queue = queues.find(({ queueUrl }) => queueUrl.endsWith(`/${name}`));
    if (queue) return queue;
    throw new PermanentError(`this function was not given the URL of the queue ${name}`, {
      code: 'UnknownQueue',
      context: { queue: name },
    });
  };

  return {
    async sendToDeadLetter(record) {
      const { deadLetterUrl } = queueOf(record);
      const { MessageGroupId } = record.attributes;
      const command = new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody: record.body,
        ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
        // Sending one record twice is one dead letter, where the queue can tell.
        ...(deadLetterUrl.endsWith('.fifo') ? { MessageDeduplicationId: record.messageId } : {}),
      });
      await callAws('SendMessage', { queue: deadLetterUrl }, () => client.send(command));
    },
    async delayRetry(record, seconds) {
      const { queueUrl } = queueOf(record);
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      });
      await callAws('ChangeMessageVisibility', { queue: queueUrl }, () => client.send(command));
    },
  };
}
