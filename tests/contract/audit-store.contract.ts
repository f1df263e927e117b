import { describe, expect, it } from 'vitest';
import type { AuditStore } from '#ports/audit-store.ts';
import type { Harness } from './harness.ts';

const record = (at: string, id: string) => ({
  at,
  id,
  actor: 'operator',
  action: 'kill',
  subject: 'blora/x',
});

/** What every `AuditStore` does. */
export function auditStoreContract({ make }: Harness<AuditStore>): void {
  describe('AuditStore', () => {
    it('lists a day in order of time, page by page', async () => {
      const store = await make();
      const records = [
        record('2025-01-14T00:00:00Z', 'b'),
        record('2025-01-14T00:00:00Z', 'c'),
        { ...record('2025-01-14T23:59:59Z', 'a'), detail: { reason: 'Somasi' } },
      ];
      for (const one of records.toReversed()) await store.append(one);
      await store.append(record('2025-01-15T00:00:00Z', 'a'));
      expect(await store.list('2025-01-14', { limit: 9 })).toEqual(records);
      expect(await store.list('2025-01-14', { limit: 2 })).toEqual(records.slice(0, 2));
      const after = '2025-01-14T00:00:00Z#b';
      expect(await store.list('2025-01-14', { limit: 9, after })).toEqual(records.slice(1));
      expect(await store.list('2025-01-13', { limit: 9 })).toEqual([]);
    });

    it('never changes what was written', async () => {
      const store = await make();
      await store.append(record('2025-01-14T00:00:00Z', 'a'));
      await store.append({ ...record('2025-01-14T00:00:00Z', 'a'), actor: 'somebody else' });
      expect(await store.list('2025-01-14', { limit: 9 })).toEqual([record('2025-01-14T00:00:00Z', 'a')]);
    });
  });
}
