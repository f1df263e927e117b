import { describe, expect, it } from 'vitest';
import { DUE_SHARDS, type DueStore } from '#ports/due-store.ts';
import type { Harness } from './harness.ts';
import { sampleDue } from './samples.ts';

const minute = (index: number): string => `2025-01-14T02:${String(index).padStart(2, '0')}:00Z`;
const listAll = async (store: DueStore, until: string) =>
  (
    await Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => store.listDue(shard, until, 100)))
  ).flat();

/** What every `DueStore` does. */
export function dueStoreContract({ make }: Harness<DueStore>): void {
  describe('DueStore', () => {
    it('gives what is due, until included, earliest first', async () => {
      const store = await make();
      const dues = [0, 1, 2, 3, 4].map((index) => sampleDue('blora/x', minute(index), `${9 - index}`));
      for (const due of dues.toReversed()) await store.putDue(due);
      expect(await listAll(store, minute(2))).toEqual(dues.slice(0, 3));
      expect(await listAll(store, '2025-01-14T02:01:59Z')).toEqual(dues.slice(0, 2));
      const shard = await store.listDue(await shardWith(store), minute(9), 2);
      expect(shard).toEqual(dues.slice(0, 2));
      expect(await listAll(store, minute(0).replace('2025', '2024'))).toEqual([]);
    });

    it('spreads ids over the shards', async () => {
      const store = await make();
      const ids = Array.from({ length: 64 }, (_, index) => `blora/r${index}`);
      for (const id of ids) await store.putDue(sampleDue(id, minute(0)));
      expect((await listAll(store, minute(0))).map(({ id }) => id).sort()).toEqual(ids.toSorted());
      const sizes = await Promise.all(
        Array.from(
          { length: DUE_SHARDS },
          async (_, shard) => (await store.listDue(shard, minute(0), 100)).length,
        ),
      );
      expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(8);
    });

    it('is not changed by the same item again, nor by removing what is not there', async () => {
      const store = await make();
      const due = sampleDue('blora/x', minute(0));
      await store.putDue(due);
      await store.putDue(due);
      await store.putDue(sampleDue('blora/x', minute(0), '2'));
      expect(await listAll(store, minute(0))).toHaveLength(2);
      await store.removeDue(due);
      await store.removeDue(due);
      expect(await listAll(store, minute(0))).toEqual([sampleDue('blora/x', minute(0), '2')]);
    });

    it('keeps the prompt of every queue', async () => {
      const store = await make();
      const base = { dueAt: minute(0), kind: 'retry', n: '1' };
      const dues = [
        {
          ...base,
          id: 'a',
          queue: 'feeds' as const,
          prompt: { prompt: 'feed' as const, feedId: 'network', look: true },
        },
        {
          ...base,
          id: 'b',
          queue: 'changes' as const,
          prompt: { prompt: 'announce' as const, releaseId: 'x/y', look: 2 },
        },
        {
          ...base,
          id: 'c',
          queue: 'deliveries' as const,
          prompt: { prompt: 'deliver' as const, releaseId: 'x/y', endpointId: 'ep' },
        },
        {
          ...base,
          id: 'd',
          queue: 'uploads' as const,
          prompt: { prompt: 'key' as const, key: 'incoming/a b+c#é' },
        },
      ];
      for (const due of dues) await store.putDue(due);
      const listed = await listAll(store, minute(0));
      expect(listed.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(dues);
    });
  });
}

async function shardWith(store: DueStore): Promise<number> {
  const sizes = await Promise.all(
    Array.from({ length: DUE_SHARDS }, async (_, shard) => (await store.listDue(shard, '9', 1)).length),
  );
  return sizes.indexOf(1);
}
