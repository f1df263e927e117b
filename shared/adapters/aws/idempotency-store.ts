import { idempotencySchema } from '#domain/api/idempotency-record.ts';
import type { IdempotencyStore } from '#ports/idempotency-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { idempotencyKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** IDEMPOTENCY items in the table. */
export function makeDynamoIdempotencyStore({ table }: { table: Table }): IdempotencyStore {
  return {
    getRequest: (tokenHash, keyHash) => table.get(idempotencyKey(tokenHash, keyHash), idempotencySchema),
    async putRequest(record, expectedRev) {
      requireNextRev(record, expectedRev);
      return table.put(idempotencyKey(record.tokenHash, record.keyHash), record, { rev: expectedRev });
    },
    removeRequest: ({ tokenHash, keyHash, rev }) => table.remove(idempotencyKey(tokenHash, keyHash), { rev }),
  };
}
