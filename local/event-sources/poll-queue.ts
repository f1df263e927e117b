import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaFunction } from '../lambda/lambda-function.ts';
import type { Json } from '../template/json.ts';
import { succeeded } from './batch-answer.ts';
import { receivedSchema, sqsEvent, type Message } from './sqs-event.ts';
import type { Mapping } from './stack-mappings.ts';

/** Calls SQS as the function's role, which must allow it; throws what SQS answers. */
export type CallSqs = (action: SqsAction, input: object, signal: AbortSignal) => Promise<Json>;
export type SqsAction = 'ReceiveMessage' | 'DeleteMessageBatch';

export type Poller = { stop(): Promise<void> };
type Options = {
  mapping: Mapping;
  fn: LambdaFunction;
  callSqs: CallSqs;
  region: string;
  onError: (error: unknown) => void;
};

const MOST_PER_RECEIVE = 10;
const LONG_POLL_S = 20;
const AFTER_ERROR_MS = 1000;

/** Feeds a function from a queue: deletes what succeeded, leaves the rest to the visibility timeout and the redrive. */
export function pollQueue(options: Options): Poller {
  const stopping = new AbortController();
  const loops = Array.from({ length: options.mapping.concurrency }, () => loop(options, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(options: Options, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await serveBatch(options, signal);
    } catch (error) {
      if (signal.aborted) return;
      options.onError(error);
      await sleep(AFTER_ERROR_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function serveBatch(options: Options, signal: AbortSignal): Promise<void> {
  const { mapping, fn, callSqs, region } = options;
  const messages = await gather(options, signal);
  if (messages.length === 0 || signal.aborted) return;
  const result = await fn.invoke(sqsEvent(messages, mapping, region));
  const done = succeeded(messages, result, mapping.partial);
  for (let at = 0; at < done.length; at += MOST_PER_RECEIVE) {
    const Entries = done
      .slice(at, at + MOST_PER_RECEIVE)
      .map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
    // Not with the signal of the stop: what has been done must not be done again after the next start.
    await callSqs('DeleteMessageBatch', { QueueUrl: mapping.queueUrl, Entries }, NEVER);
  }
}

const NEVER = new AbortController().signal;

/** Waits for a first message, then for a full batch as long as the window lasts. */
async function gather({ mapping, callSqs }: Options, signal: AbortSignal): Promise<Message[]> {
  const receive = async (most: number, waitSeconds: number): Promise<Message[]> => {
    const input = {
      QueueUrl: mapping.queueUrl,
      MaxNumberOfMessages: Math.min(MOST_PER_RECEIVE, most),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    return receivedSchema.parse(await callSqs('ReceiveMessage', input, signal)).Messages;
  };
  const messages = await receive(mapping.batchSize, LONG_POLL_S);
  const closesAt = performance.now() + mapping.windowMs;
  while (messages.length > 0 && messages.length < mapping.batchSize && !signal.aborted) {
    const leftS = (closesAt - performance.now()) / 1000;
    if (leftS <= 0) break;
    messages.push(...(await receive(mapping.batchSize - messages.length, Math.ceil(leftS))));
  }
  return messages;
}
