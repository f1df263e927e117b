import { expect, it } from 'vitest';
import { pollQueue, type CallSqs } from '../../../local/event-sources/poll-queue.ts';
import type { LambdaFunction } from '../../../local/lambda/lambda-function.ts';

const MESSAGE = {
  MessageId: 'm',
  ReceiptHandle: 'r',
  Body: '{}',
  MD5OfBody: '',
  Attributes: {},
  MessageAttributes: {},
};
const MAPPING = {
  id: 'From',
  functionName: 'f',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
  queueUrl: 'url',
  batchSize: 10,
  windowMs: 1000,
  partial: true,
  concurrency: 1,
};

it('waits for a fuller batch in whole seconds, which is all that SQS takes', async () => {
  const waited: number[] = [];
  const queue = [[MESSAGE], Array.from({ length: 9 }, () => MESSAGE)];
  const callSqs: CallSqs = async (action, input) => {
    if (action === 'ReceiveMessage' && 'WaitTimeSeconds' in input) waited.push(Number(input.WaitTimeSeconds));
    return { Messages: queue.shift() ?? [] };
  };
  const invoked = Promise.withResolvers<object>();
  const invoke = async (event: object) => {
    invoked.resolve(event);
    return { ok: true, value: null };
  };
  const poller = pollQueue({
    mapping: MAPPING,
    fn: { invoke } as unknown as LambdaFunction,
    callSqs,
    region: 'us-east-1',
    onError: invoked.reject,
  });
  await invoked.promise;
  await poller.stop();
  expect(waited.length).toBeGreaterThan(1);
  expect(waited.filter((seconds) => !Number.isInteger(seconds))).toEqual([]);
});
