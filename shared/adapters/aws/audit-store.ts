import * as z from 'zod/mini';
import type { AuditStore } from '#ports/audit-store.ts';
import { auditKey, auditPk } from './table-keys.ts';
import type { Table } from './table.ts';

const auditSchema = z.object({
  at: z.string(),
  id: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.exactOptional(z.record(z.string(), z.string())),
});

/** AUDIT items in the table; written once, never changed. */
export function makeDynamoAuditStore({ table }: { table: Table }): AuditStore {
  return {
    async append(record) {
      await table.put(auditKey(record.at, record.id), record, 'absent');
    },
    list: (day, { limit, after }) =>
      table.query(
        { pk: auditPk(day), limit, ...(after === undefined ? {} : { from: `${after}\u0000` }) },
        auditSchema,
      ),
  };
}
