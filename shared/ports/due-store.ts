import type { Due } from '#domain/prompt/due.ts';

/** The number of shards that due items are spread over, by their id. */
export const DUE_SHARDS = 16;

/** Prompts that wait for their time. Writing the same item again changes nothing. */
export type DueStore = {
  putDue(due: Due): Promise<void>;
  /** Those of a shard with `dueAt` ≤ `until`, earliest first, strongly consistent, at most `limit`. */
  listDue(shard: number, until: string, limit: number): Promise<Due[]>;
  removeDue(due: Due): Promise<void>;
};
