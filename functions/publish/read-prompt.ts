import type { SQSRecord } from 'aws-lambda';
import { feedPromptSchema, type FeedPrompt } from '#domain/prompt/prompt.ts';
import type { ReceivedPrompt } from './publish-batch.ts';

/** The prompt of a message on the feeds queue. Undefined for one that does not parse. Throws for what is not JSON. */
export function readPrompt(body: string): FeedPrompt | undefined {
  const read = feedPromptSchema.safeParse(JSON.parse(body));
  return read.success ? read.data : undefined;
}

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
