import { describe, expect, it } from 'vitest';
import type { HolderStore } from '#ports/holder-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';
import { sampleAttempt, sampleDelivery } from './samples.ts';

const holder = (endpointId: string, rev: number, releaseId = 'blora/x') => ({ releaseId, endpointId, rev });
const minute = (index: number): string => `2025-01-14T02:${String(index).padStart(2, '0')}:00Z`;

/** What every `HolderStore` does. */
export function holderStoreContract({ make }: Harness<HolderStore>): void {
  describe('HolderStore', () => {
    it('writes and takes back holders on their rev', async () => {
      const store = await make();
      expect(await store.getHolder('blora/x', 'ep1')).toBeUndefined();
      expect(await race(20, () => store.putHolder(holder('ep1', 1), 0))).toEqual(ONE_WINNER);
      const tried = {
        ...holder('ep1', 2),
        told: { version: 1, event: 'release.published' as const },
        trying: { version: 2, event: 'release.killed' as const, attempt: 3 },
        next: minute(9),
      };
      expect(await store.putHolder(tried, 1)).toBe('written');
      expect(await store.putHolder(holder('ep1', 2), 1)).toBe('refused');
      expect(await store.getHolder('blora/x', 'ep1')).toEqual(tried);
      expect(await store.removeHolder(holder('ep1', 1))).toBe('refused');
      expect(await store.removeHolder(tried)).toBe('written');
      expect(await store.removeHolder(tried)).toBe('refused');
      expect(await store.getHolder('blora/x', 'ep1')).toBeUndefined();
    });

    it('lists all holders of a release and of no other', async () => {
      const store = await make();
      const ids = Array.from({ length: 50 }, (_, index) => `ep-${index}`);
      await Promise.all(ids.map((id) => store.putHolder(holder(id, 1), 0)));
      await store.putHolder(holder('ep-0', 1, 'blora/x-1'), 0);
      expect((await store.listHolders('blora/x')).map(({ endpointId }) => endpointId)).toEqual(
        ids.toSorted(),
      );
      expect(await store.listHolders('blora/none')).toEqual([]);
    });

    it('parks a release once', async () => {
      const store = await make();
      for (const releaseId of ['blora/b', 'blora/a', 'blora/a']) await store.putParked('ep1', releaseId);
      await store.putParked('ep2', 'blora/c');
      await store.putDelivery(sampleDelivery('d', minute(0)));
      expect(await store.listParked('ep1')).toEqual(['blora/a', 'blora/b']);
      await store.removeParked('ep1', 'blora/a');
      await store.removeParked('ep1', 'blora/a');
      expect(await store.listParked('ep1')).toEqual(['blora/b']);
    });

    it('pages through deliveries, newest first', async () => {
      const store = await make();
      const deliveries = Array.from({ length: 12 }, (_, index) =>
        sampleDelivery(`d${index % 2}`, minute(index)),
      );
      for (const delivery of deliveries) await store.putDelivery(delivery);
      await store.putDelivery({ ...sampleDelivery('x', minute(3)), endpointId: 'ep2' });
      await store.putParked('ep1', 'blora/a');
      await store.putAttempt(sampleAttempt('d0', 1));
      const newest = deliveries.toReversed();
      expect(await store.listDeliveries('ep1', { limit: 50 })).toEqual(newest);
      const page = await store.listDeliveries('ep1', { limit: 5 });
      expect(page).toEqual(newest.slice(0, 5));
      expect(await store.listDeliveries('ep1', { limit: 5, before: page[4]! })).toEqual(newest.slice(5, 10));
      const bounds = { since: minute(3), until: minute(8), limit: 50 };
      expect(await store.listDeliveries('ep1', bounds)).toEqual(newest.slice(3, 9));
      expect(await store.listDeliveries('ep1', { ...bounds, before: newest[5]! })).toEqual(
        newest.slice(6, 9),
      );
      expect(await store.listDeliveries('ep1', { ...bounds, before: newest[0]! })).toEqual(
        newest.slice(3, 9),
      );
      expect(await store.listDeliveries('ep1', { since: minute(8), until: minute(3), limit: 5 })).toEqual([]);
      expect(await store.listDeliveries('ep1', { ...bounds, before: newest.at(-1)! })).toEqual([]);
    });

    it('replaces a delivery and finds it by its key', async () => {
      const store = await make();
      const pending = { ...sampleDelivery('d', minute(0)), state: 'pending' as const };
      await store.putDelivery(pending);
      await store.putDelivery(sampleDelivery('d', minute(0)));
      expect(await store.getDelivery('ep1', minute(0), 'd')).toEqual(sampleDelivery('d', minute(0)));
      expect(await store.getDelivery('ep1', minute(1), 'd')).toBeUndefined();
    });

    it('lists attempts in their order, the tenth behind the ninth', async () => {
      const store = await make();
      for (let attempt = 11; attempt >= 1; attempt -= 1) await store.putAttempt(sampleAttempt('d', attempt));
      await store.putAttempt(sampleAttempt('d-1', 1));
      const attempts = await store.listAttempts('ep1', 'd');
      expect(attempts).toEqual(Array.from({ length: 11 }, (_, index) => sampleAttempt('d', index + 1)));
      expect(await store.listAttempts('ep1', 'none')).toEqual([]);
    });
  });
}
