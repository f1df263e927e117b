import type { IdempotencyRecord } from '#domain/api/idempotency-record.ts';
import type { Written } from './written.ts';

/** Requests that may be repeated; every read is strongly consistent. */
export type IdempotencyStore = {
  getRequest(tokenHash: string, keyHash: string): Promise<IdempotencyRecord | undefined>;
  putRequest(record: IdempotencyRecord, expectedRev: number): Promise<Written>;
  /** Removed only while its `rev` is this one's. */
  removeRequest(record: IdempotencyRecord): Promise<Written>;
};
