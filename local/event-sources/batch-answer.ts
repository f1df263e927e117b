import * as z from 'zod';
import type { InvokeResult } from '../lambda/function-spec.ts';
import type { Message } from './sqs-event.ts';

const answerSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The messages of a batch that are done with. An answer that names a message not in the batch, or that cannot be
 * read, counts as the failure of all (Lambda developer guide, "Implementing partial batch responses").
 */
export function succeeded(messages: readonly Message[], result: InvokeResult, partial: boolean): Message[] {
  if (!result.ok) return [];
  if (!partial || result.value === null) return [...messages];
  const answer = answerSchema.safeParse(result.value);
  if (!answer.success) return [];
  const failed = new Set((answer.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  return [...failed].every((id) => known.has(id))
    ? messages.filter(({ MessageId }) => !failed.has(MessageId))
    : [];
}
