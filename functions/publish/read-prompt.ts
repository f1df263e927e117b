import type { SQSRecord } from 'aws-lambda';
import { feedPromptSchema, type FeedPrompt } from '#domain/prompt/prompt.ts';
import { promptReader } from '#platform/read-prompt.ts';
import type { ReceivedPrompt } from './publish-batch.ts';

/** The prompt of a message on the feeds queue. */
export const readPrompt = promptReader(feedPromptSchema);

/** All prompts of a batch that parse, with SQS's times. */
export function readBatch(records: readonly SQSRecord[]): ReceivedPrompt[] {
  return records.flatMap(({ body, attributes }) => {
    const prompt = promptOrNone(body);
    if (prompt === undefined) return [];
    return [
      {
        prompt,
        sentAtMs: Number(attributes.SentTimestamp),
        firstReceivedAtMs: Number(attributes.ApproximateFirstReceiveTimestamp),
        repeated: Number(attributes.ApproximateReceiveCount) > 1,
      },
    ];
  });
}

function promptOrNone(body: string): FeedPrompt | undefined {
  try {
    return readPrompt(body);
  } catch {
    return undefined;
  }
}
