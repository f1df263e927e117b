import type { AuditRecord, AuditStore } from '#ports/audit-store.ts';
import { ifAbsent, makeMemoryTable } from './memory-table.ts';

/** The audit in memory. */
export function makeMemoryAuditStore(): AuditStore {
  const records = makeMemoryTable<AuditRecord>();
  return {
    async append(record) {
      records.put(record.at.slice(0, 10), `${record.at}#${record.id}`, record, ifAbsent);
    },
    list: async (day, { limit, after }) =>
      records.query(day, { limit, ...(after === undefined ? {} : { from: `${after}\u0000` }) }),
  };
}
