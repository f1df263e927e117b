import type { IdempotencyRecord } from '#domain/api/idempotency-record.ts';
import type { IdempotencyStore } from '#ports/idempotency-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { makeMemoryTable, onRev } from './memory-table.ts';

/** Repeatable requests in memory. */
export function makeMemoryIdempotencyStore(): IdempotencyStore {
  const records = makeMemoryTable<IdempotencyRecord>();
  return {
    getRequest: async (tokenHash, keyHash) => records.get(tokenHash, keyHash),
    async putRequest(record, expectedRev) {
      requireNextRev(record, expectedRev);
      return records.put(record.tokenHash, record.keyHash, record, onRev(expectedRev));
    },
    removeRequest: async ({ tokenHash, keyHash, rev }) => records.remove(tokenHash, keyHash, onRev(rev)),
  };
}
