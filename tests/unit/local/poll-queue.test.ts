import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
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
  concurrency: { running: 1, inAll: 3 },
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

it('takes another batch while the function only waits over one, as many as the mapping may have', async () => {
  const answers: ReturnType<typeof Promise.withResolvers<object>>[] = [];
  const invoke = (_event: object, onWaiting: () => void) => {
    const answer = Promise.withResolvers<object>();
    answers.push(answer);
    if (answers.length <= 3) onWaiting();
    return answer.promise;
  };
  let received = 0;
  const callSqs: CallSqs = async (action, _input, signal) => {
    if (action === 'ReceiveMessage' && (received += 1) > 4) await once(signal, 'abort');
    return { Messages: [MESSAGE] };
  };
  const poller = pollQueue({
    mapping: { ...MAPPING, batchSize: 1 },
    fn: { invoke } as unknown as LambdaFunction,
    callSqs,
    region: 'us-east-1',
    onError: (error) => expect.unreachable(String(error)),
  });
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  expect(received).toBe(3);
  for (const { resolve } of answers) resolve({ ok: true, value: null });
  await vi.waitFor(() => expect(answers).toHaveLength(4));
  expect(received).toBe(4);
  answers[3]!.resolve({ ok: true, value: null });
  await poller.stop();
});
