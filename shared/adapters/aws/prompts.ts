import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueName, QueuePrompts } from '#domain/prompt/prompt.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';
import { forEachBounded } from '#platform/for-each-bounded.ts';
import type { Prompts } from '#ports/prompts.ts';
import { requireDelay } from '../require-delay.ts';
import { callAws } from './call-aws.ts';

/** SQS takes 10 messages a call; what it did not take is sent again this often. */
const BATCH_SIZE = 10;
const BATCHES_IN_FLIGHT = 4;
const TRIES = 5;
const PAUSE_MS = 50;

/** URLs of the queues that a function may send to. */
export type QueueUrls = { readonly [Q in QueueName]?: string };

type Entry = SendMessageBatchRequestEntry & { Id: string };

/**
 * SQS as `Prompts`. Throws `TransientError` if a queue would not take everything, so that the caller's own prompt is
 * not acknowledged; some may have been sent by then. `PermanentError` (`UnknownQueue`) for a queue without a URL.
 */
export function makeSqsPrompts({ client, queueUrls }: { client: SQSClient; queueUrls: QueueUrls }): Prompts {
  return {
    async send(queue, prompts, options) {
      const delaySeconds = requireDelay(queue, options?.delaySeconds);
      if (prompts.length === 0) return;
      const url = queueUrls[queue];
      if (url === undefined) {
        throw new PermanentError(`this function was not given the URL of the queue ${queue}`, {
          code: 'UnknownQueue',
          context: { queue },
        });
      }
      const entries = prompts.map((prompt, index) => entryOf(queue, prompt, index, delaySeconds));
      const batches = Array.from({ length: Math.ceil(entries.length / BATCH_SIZE) }, (_, batch) =>
        entries.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE),
      );
      await forEachBounded(batches, BATCHES_IN_FLIGHT, (batch) => sendBatch(client, queue, url, batch));
    },
  };
}

async function sendBatch(
  client: SQSClient,
  queue: QueueName,
  url: string,
  batch: readonly Entry[],
): Promise<void> {
  let left: readonly Entry[] = batch;
  for (let tries = 1; ; tries += 1) {
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries: [...left] });
    const { Failed = [] } = await callAws('SendMessageBatch', { queue }, () => client.send(command));
    const code = Failed[0]?.Code;
    if (code === undefined) return;
    const details = { code, context: { operation: 'SendMessageBatch', queue, failed: Failed.length } };
    if (Failed.some(({ SenderFault }) => SenderFault === true)) {
      throw new PermanentError(`the queue ${queue} refused a prompt: ${code}`, details);
    }
    if (tries === TRIES) {
      throw new TransientError(`the queue ${queue} did not take ${Failed.length} prompts: ${code}`, details);
    }
    const failed = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => failed.has(Id));
    await pause(PAUSE_MS * 2 ** tries);
  }
}

function entryOf(
  queue: QueueName,
  prompt: QueuePrompts[QueueName],
  index: number,
  delaySeconds: number,
): Entry {
  const group = groupOf(prompt);
  return {
    Id: String(index % BATCH_SIZE),
    MessageBody: JSON.stringify(prompt),
    ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
    ...(group === undefined ? {} : { MessageGroupId: group }),
    // A FIFO queue swallows a second message with the same id for 5 minutes. Two equal prompts are two changes, and
    // the later one must arrive after it. So the id is new for each send, yet the same when a send is repeated.
    ...(queue === 'feeds' ? { MessageDeduplicationId: randomUUID() } : {}),
  };
}

/**
 * Feeds: one group writes one set of documents. Deliveries: SQS shares the consumers fairly among endpoints; all that
 * strangers ask for in the name of callbacks has one share together.
 */
function groupOf(prompt: QueuePrompts[QueueName]): string | undefined {
  if (prompt.prompt === 'verify') return 'verify';
  if ('endpointId' in prompt) return prompt.endpointId;
  if ('callbackId' in prompt) return prompt.callbackId;
  if ('feedId' in prompt) return `feed:${prompt.feedId}`;
  return prompt.prompt === 'index' ? `index:${prompt.newsroom}` : undefined;
}
