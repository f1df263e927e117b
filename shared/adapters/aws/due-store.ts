import { dueSchema } from '#domain/prompt/due.ts';
import type { DueStore } from '#ports/due-store.ts';
import { dueKey, duePk, dueThrough } from './table-keys.ts';
import type { Table } from './table.ts';

/** DUE items in the table. */
export function makeDynamoDueStore({ table }: { table: Table }): DueStore {
  return {
    async putDue(due) {
      await table.put(dueKey(due), due);
    },
    listDue: (shard, until, limit) =>
      table.query({ pk: duePk(shard), ...dueThrough(until), limit }, dueSchema),
    async removeDue(due) {
      await table.remove(dueKey(due));
    },
  };
}
