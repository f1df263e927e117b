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

/**
 * Feeds a function from a queue: deletes what succeeded, leaves the rest to the visibility timeout and the redrive. While
 * the function waits for somebody over one batch, another batch is taken, as Lambda would in more environments.
 */
export function pollQueue(options: Options): Poller {
  const { running, inAll } = options.mapping.concurrency;
  const stopping = new AbortController();
  const loops = new Set<Promise<void>>();
  let [polling, waiting] = [0, 0];
  const serve = async (): Promise<'go on' | 'enough'> => {
    let waits = false;
    const onWaiting = (): void => {
      waits = true;
      waiting += 1;
      startIfWanted();
    };
    try {
      await serveBatch(options, stopping.signal, onWaiting);
    } finally {
      if (waits) waiting -= 1;
    }
    if (polling - waiting <= running) return 'go on';
    polling -= 1;
    return 'enough';
  };
  const startIfWanted = (): void => {
    if (stopping.signal.aborted || polling - waiting >= running || polling >= inAll) return;
    polling += 1;
    const started = loop(serve, options.onError, stopping.signal).finally(() => loops.delete(started));
    loops.add(started);
  };
  for (let one = 0; one < running; one += 1) startIfWanted();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(
  serve: () => Promise<'go on' | 'enough'>,
  onError: Options['onError'],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if ((await serve()) === 'enough') return;
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      await sleep(AFTER_ERROR_MS, undefined, { signal }).catch(() => {});
    }
  }
}

async function serveBatch(options: Options, signal: AbortSignal, onWaiting: () => void): Promise<void> {
  const { mapping, fn, callSqs, region } = options;
  const messages = await gather(options, signal);
  if (messages.length === 0 || signal.aborted) return;
  const result = await fn.invoke(sqsEvent(messages, mapping, region), onWaiting);
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
    // SQS waits whole seconds.
    const leftS = Math.ceil((closesAt - performance.now()) / 1000);
    if (leftS <= 0) break;
    const more = await receive(mapping.batchSize - messages.length, leftS);
    // SQS has waited to the end of the window, by its own clock, which may have been moved.
    if (more.length === 0) break;
    messages.push(...more);
  }
  return messages;
}
