import { AwsError } from '../protocol.ts';
import { transaction } from '../sqlite.ts';
import type { SqsContext } from './context.ts';
import { queryName, sqsError } from './errors.ts';
import { LIMITS } from './queue.ts';

const ENTRY_ID = /^[\w-]{1,80}$/;

/** The answer to a batch: each entry stands for itself. */
export type BatchResult<T> = {
  Successful: (T & { Id: string })[];
  Failed: { Id: string; SenderFault: true; Code: string; Message: string }[];
};

const checkEntries = (entries: readonly { Id: string }[]): void => {
  if (entries.length === 0)
    throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > LIMITS.maxBatchEntries)
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${LIMITS.maxBatchEntries}. You have sent ${entries.length}.`,
    );
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!ENTRY_ID.test(Id))
      throw sqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    if (seen.has(Id)) throw sqsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    seen.add(Id);
  }
};

/**
 * Runs `work` for each entry, in one transaction; an entry that is refused is reported and leaves no trace.
 * Throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct.
 */
export const runBatch = <E extends { Id: string }, T extends object>(
  { db }: Pick<SqsContext, 'db'>,
  entries: readonly E[],
  work: (entry: E) => T,
): BatchResult<T> => {
  checkEntries(entries);
  const result: BatchResult<T> = { Successful: [], Failed: [] };
  transaction(db, () => {
    for (const entry of entries)
      try {
        result.Successful.push({ ...work(entry), Id: entry.Id });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const { code, message } = error;
        result.Failed.push({ Id: entry.Id, SenderFault: true, Code: queryName(code), Message: message });
      }
  });
  return result;
};
