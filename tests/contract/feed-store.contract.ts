import { describe, expect, it } from 'vitest';
import type { FeedStore } from '#ports/feed-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';
import { samplePointer } from './samples.ts';

const second = (index: number): string =>
  new Date(Date.UTC(2025, 0, 14, 2, 0, index)).toISOString().replace('.000', '');

/** What every `FeedStore` does. */
export function feedStoreContract({ make }: Harness<FeedStore>): void {
  describe('FeedStore', () => {
    it('lists pointers newest first and goes on after one of them', async () => {
      const store = await make();
      const pointers = Array.from({ length: 25 }, (_, index) =>
        samplePointer(`blora/r${index}`, second(index)),
      );
      const mixed = pointers.toSorted((a, b) => a.releaseId.localeCompare(b.releaseId));
      for (const pointer of mixed) expect(await store.putPointer(pointer)).toBe('written');
      await store.putPointer({ ...samplePointer('blora/else', second(0)), feedId: 'n/blora2' });
      await store.putState({ feedId: 'n/blora', rev: 1, etags: {}, builtThrough: 0, distributed: {} }, 0);
      const newest = pointers.toReversed();
      expect(await store.listPointers('n/blora', { limit: 100 })).toEqual(newest);
      const page = await store.listPointers('n/blora', { limit: 10 });
      expect(page).toEqual(newest.slice(0, 10));
      expect(await store.listPointers('n/blora', { limit: 10, before: page[9]! })).toEqual(
        newest.slice(10, 20),
      );
      expect(await store.listPointers('n/blora', { limit: 10, before: newest.at(-1)! })).toEqual([]);
      expect(await store.listPointers('n/none', { limit: 10 })).toEqual([]);
    });

    it('lists pointers of one second in one order, none twice and none left out', async () => {
      const store = await make();
      const ids = ['blora/a', 'blora/b', 'blora/b-1', 'kudus/a'];
      for (const id of ids) await store.putPointer(samplePointer(id, second(0)));
      const first = await store.listPointers('n/blora', { limit: 2 });
      const rest = await store.listPointers('n/blora', { limit: 9, before: first[1]! });
      expect([...first, ...rest].map(({ releaseId }) => releaseId)).toEqual(ids.toReversed());
    });

    it('lets no older rev replace or remove a pointer', async () => {
      const store = await make();
      const at = (rev: number) => samplePointer('blora/x', second(0), rev);
      expect(await store.removePointer(at(1))).toBe('refused');
      expect(await store.putPointer(at(2))).toBe('written');
      expect(await store.putPointer(at(1))).toBe('refused');
      expect(await store.putPointer(at(2))).toBe('written');
      expect(await store.putPointer(at(3))).toBe('written');
      expect(await store.removePointer(at(2))).toBe('refused');
      expect(await store.listPointers('n/blora', { limit: 1 })).toEqual([at(3)]);
      expect(await store.removePointer(at(3))).toBe('written');
      expect(await store.listPointers('n/blora', { limit: 1 })).toEqual([]);
    });

    it('reads beyond one megabyte', async () => {
      const store = await make();
      const long = 'x'.repeat(700);
      const count = 900;
      const pointers = Array.from({ length: count }, (_, index) => ({
        ...samplePointer(`blora/${long}${String(index).padStart(4, '0')}`, second(index)),
      }));
      for (let at = 0; at < count; at += 100) {
        await Promise.all(pointers.slice(at, at + 100).map((pointer) => store.putPointer(pointer)));
      }
      expect(await store.listPointers('n/blora', { limit: 5000 })).toEqual(pointers.toReversed());
      expect(await store.listPointers('n/blora', { limit: 890 })).toHaveLength(890);
    });

    it('says for ever which archive document took a release first', async () => {
      const store = await make();
      const archived = { feedId: 'n/blora', releaseId: 'blora/x', number: 3 };
      expect(await store.getArchived('n/blora', 'blora/x')).toBeUndefined();
      expect(await race(20, () => store.putArchived(archived))).toEqual(ONE_WINNER);
      expect(await store.putArchived({ ...archived, number: 4 })).toBe('refused');
      expect(await store.getArchived('n/blora', 'blora/x')).toEqual(archived);
      expect(await store.getArchived('network', 'blora/x')).toBeUndefined();
      expect(await store.listPointers('n/blora', { limit: 9 })).toEqual([]);
    });

    it('lists feeds by id, all or those of a prefix, each once under its newest title', async () => {
      const store = await make();
      expect(await store.listFeeds()).toEqual([]);
      for (const feedId of ['n/blora/c/b', 'network', 'n/blora2', 'n/blora/c/a', 'n/blora/c/b']) {
        await store.putListed({ feedId, title: `old ${feedId}` });
        await store.putListed({ feedId, title: feedId });
      }
      const ids = async (prefix?: string) =>
        (await store.listFeeds(prefix)).map(({ feedId, title }) => [feedId, title]);
      const all = ['n/blora/c/a', 'n/blora/c/b', 'n/blora2', 'network'].map((id) => [id, id]);
      expect(await ids()).toEqual(all);
      expect(await ids('n/blora/')).toEqual(all.slice(0, 2));
      expect(await ids('n/none/')).toEqual([]);
      await store.removeListed('n/blora/c/a');
      await store.removeListed('n/none');
      expect(await ids()).toEqual(all.slice(1));
    });

    it('writes a state on its rev only', async () => {
      const store = await make();
      const state = {
        feedId: 'network',
        etags: { 'feed.xml': '"a"' },
        builtThrough: 1_736_820_251_123.5,
        distributed: {},
      };
      expect(await store.getState('network')).toBeUndefined();
      expect(await race(20, () => store.putState({ ...state, rev: 1 }, 0))).toEqual(ONE_WINNER);
      const next = { ...state, rev: 2, distributed: { 'feed.xml': '"a"' }, updatedAt: second(1) };
      expect(await race(20, () => store.putState(next, 1))).toEqual(ONE_WINNER);
      expect(await store.getState('network')).toEqual(next);
      await expect(store.putState(next, 2)).rejects.toThrow(RangeError);
    });
  });
}
