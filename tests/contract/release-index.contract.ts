import { describe, expect, it } from 'vitest';
import type { ReleaseIndex } from '#ports/release-index.ts';
import type { Harness } from './harness.ts';

/** An index, and a way to have releases with these ids in it, beside other things. */
export type IndexedReleases = { index: ReleaseIndex; fill: (ids: readonly string[]) => Promise<void> };

/** What every `ReleaseIndex` does. */
export function releaseIndexContract({ make }: Harness<IndexedReleases>): void {
  describe('ReleaseIndex', () => {
    it('gives nothing where nothing is', async () => {
      const { index } = await make();
      expect(await index.listReleases({ limit: 10 })).toEqual({ releaseIds: [] });
    });

    it.each([1, 3, 1000])('gives each release once, in pages of %i', async (limit) => {
      const { index, fill } = await make();
      const ids = Array.from({ length: 7 }, (_, place) => `blora/rilis-${place}`);
      await fill(ids);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await index.listReleases({ limit, ...(after === undefined ? {} : { after }) });
        expect(page.releaseIds.length).toBeLessThanOrEqual(limit);
        seen.push(...page.releaseIds);
        after = page.next;
      } while (after !== undefined);
      expect(seen.toSorted()).toEqual(ids);
    });
  });
}
