import type { Due } from '#domain/prompt/due.ts';
import { DUE_SHARDS, type DueStore } from '#ports/due-store.ts';
import { shardOf } from '../shard-of.ts';
import { makeMemoryTable } from './memory-table.ts';

/** Due work in memory. */
export function makeMemoryDueStore(): DueStore {
  const dues = makeMemoryTable<Due>();
  const shelf = (due: Due): string => String(shardOf(due.id, DUE_SHARDS));
  const place = (due: Due): string => `${due.dueAt}#${due.kind}#${due.id}#${due.n}`;

  return {
    async putDue(due) {
      dues.put(shelf(due), place(due), due);
    },
    listDue: async (shard, until, limit) => dues.query(String(shard), { below: `${until}$`, limit }),
    async removeDue(due) {
      dues.remove(shelf(due), place(due));
    },
  };
}
