import { describe, expect, it } from 'vitest';
import type { SourceStore } from '#ports/source-store.ts';
import { ODD_TEXTS, ONE_WINNER, race, type Harness } from './harness.ts';

/** What every `SourceStore` does. */
export function sourceStoreContract({ make }: Harness<SourceStore>): void {
  describe('SourceStore', () => {
    it('writes a source on its rev only', async () => {
      const store = await make();
      const key = 'incoming/blora/x.md';
      expect(await store.getSource(key)).toBeUndefined();
      expect(await race(20, () => store.putSource({ key, rev: 1, releaseId: 'blora/x' }, 0))).toEqual(
        ONE_WINNER,
      );
      const taken = {
        key,
        rev: 2,
        releaseId: 'blora/x',
        taken: { versionId: 'v1', at: '2025-01-14T02:04:11Z' },
      };
      expect(await store.putSource(taken, 1)).toBe('written');
      expect(await store.putSource({ ...taken, releaseId: 'blora/y' }, 1)).toBe('refused');
      expect(await store.getSource(key)).toEqual(taken);
      await expect(store.putSource(taken, 2)).rejects.toThrow(RangeError);
    });

    it('tells keys apart that look alike', async () => {
      const store = await make();
      const keys = [...ODD_TEXTS, 'A', 'a', 'a '].map((text) => `incoming/blora/${text}`);
      for (const key of keys) expect(await store.putSource({ key, rev: 1 }, 0)).toBe('written');
      for (const key of keys) expect(await store.getSource(key)).toEqual({ key, rev: 1 });
      const longest = `incoming/${'é'.repeat(507)}`;
      expect(await store.putSource({ key: longest, rev: 1 }, 0)).toBe('written');
      expect((await store.getSource(longest))?.key).toBe(longest);
    });

    it('keeps one claim a newsroom and lists all of a hash', async () => {
      const store = await make();
      const newsrooms = ['0-desk', 'blora', 'kudus', 'zz'];
      for (const newsroom of newsrooms) {
        await store.putClaim({ hash: 'h', newsroom, releaseId: `${newsroom}/x`, rev: 1 }, 0);
      }
      await store.putClaim({ hash: 'other', newsroom: 'blora', releaseId: 'blora/y', rev: 1 }, 0);
      expect(await store.putKilled({ hash: 'h', releaseId: 'blora/x', at: '2025-01-14T02:04:11Z' })).toBe(
        'written',
      );
      expect((await store.listClaims('h')).map(({ newsroom }) => newsroom)).toEqual(newsrooms);
      expect(await store.listClaims('none')).toEqual([]);
      const moved = { hash: 'h', newsroom: 'blora', releaseId: 'blora/z', rev: 2 };
      expect(await store.putClaim(moved, 1)).toBe('written');
      expect(await store.putClaim(moved, 1)).toBe('refused');
      expect(await store.getClaim('h', 'blora')).toEqual(moved);
      expect(await store.getClaim('h', 'pati')).toBeUndefined();
    });

    it('keeps the removals of a newsroom on their rev', async () => {
      const store = await make();
      const removals = (rev: number) => ({
        newsroom: 'blora',
        rev,
        removed: [{ releaseId: 'blora/x', at: '2025-01-14T02:04:11Z' }],
      });
      expect(await store.getRemovals('blora')).toBeUndefined();
      expect(await race(20, () => store.putRemovals(removals(1), 0))).toEqual(ONE_WINNER);
      expect(await store.putRemovals(removals(1), 0)).toBe('refused');
      expect(await store.putRemovals(removals(2), 1)).toBe('written');
      expect(await store.getRemovals('blora')).toEqual(removals(2));
      expect(await store.getRemovals('kudus')).toBeUndefined();
    });

    it('kills content once', async () => {
      const store = await make();
      const killed = (index: number) => ({
        hash: 'h',
        releaseId: `blora/${index}`,
        at: '2025-01-14T02:04:11Z',
      });
      expect(await store.getKilled('h')).toBeUndefined();
      expect(await race(20, (index) => store.putKilled(killed(index)))).toEqual(ONE_WINNER);
      expect((await store.getKilled('h'))?.hash).toBe('h');
      expect(await store.listClaims('h')).toEqual([]);
    });
  });
}
