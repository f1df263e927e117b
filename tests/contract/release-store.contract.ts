import { describe, expect, it } from 'vitest';
import type { ReleaseStore } from '#ports/release-store.ts';
import { ODD_TEXTS, ONE_WINNER, race, textOf, type Harness } from './harness.ts';
import { sampleHead, sampleVersion } from './samples.ts';

const BODY_LIMIT_BYTES = 300 * 1024;

/** What every `ReleaseStore` does. */
export function releaseStoreContract({ make }: Harness<ReleaseStore>): void {
  describe('ReleaseStore', () => {
    it('gives nothing for what was never put', async () => {
      const store = await make();
      expect(await store.getHead('blora/none')).toBeUndefined();
      expect(await store.getVersion('blora/none', 1)).toBeUndefined();
      expect(await store.getHeads(['blora/none'])).toEqual([]);
      expect(await store.getHeads([])).toEqual([]);
      expect(await store.getVersions([])).toEqual([]);
    });

    it('writes a head on its rev only', async () => {
      const store = await make();
      const first = sampleHead('blora/x', 1);
      expect(await store.putHead(sampleHead('blora/x', 3), 2)).toBe('refused');
      expect(await store.putHead(first, 0)).toBe('written');
      expect(await store.putHead(sampleHead('blora/x', 1, { headline: 'Lain' }), 0)).toBe('refused');
      expect(await store.getHead('blora/x')).toEqual(first);
      const second = sampleHead('blora/x', 2, { headline: 'Lain', note: 'Ralat' });
      expect(await store.putHead(second, 1)).toBe('written');
      expect(await store.putHead(sampleHead('blora/x', 2), 1)).toBe('refused');
      expect(await store.getHead('blora/x')).toEqual(second);
    });

    it('does not take a head whose rev is not the next', async () => {
      const store = await make();
      await expect(store.putHead(sampleHead('blora/x', 1), 1)).rejects.toThrow(RangeError);
    });

    it('lets one of twenty writers win', async () => {
      const store = await make();
      expect(await race(20, (i) => store.putHead(sampleHead('blora/x', 1, { slug: `s${i}` }), 0))).toEqual(
        ONE_WINNER,
      );
      expect(await race(20, (i) => store.putHead(sampleHead('blora/x', 2, { slug: `s${i}` }), 1))).toEqual(
        ONE_WINNER,
      );
      expect(await race(20, (i) => store.putVersion(sampleVersion('blora/x', 1, `<p>${i}</p>`)))).toEqual(
        ONE_WINNER,
      );
    });

    it('never changes a version', async () => {
      const store = await make();
      const version = sampleVersion('blora/x', 1);
      expect(await store.putVersion(version)).toBe('written');
      expect(await store.putVersion(sampleVersion('blora/x', 1, '<p>Lain</p>'))).toBe('refused');
      expect(await store.getVersion('blora/x', 1)).toEqual(version);
      expect(await store.getVersion('blora/x', 2)).toBeUndefined();
    });

    it('gives many heads at once, each once', async () => {
      const store = await make();
      const ids = Array.from({ length: 230 }, (_, index) => `blora/r${index}`);
      await Promise.all(ids.map((id) => store.putHead(sampleHead(id, 1), 0)));
      const heads = await store.getHeads([...ids, ...ids, 'blora/none']);
      expect(heads.map(({ releaseId }) => releaseId).sort()).toEqual(ids.toSorted());
    });

    it('keeps bodies at the limit, more of them than one answer holds', async () => {
      const store = await make();
      const count = 60;
      const body = textOf(BODY_LIMIT_BYTES);
      for (let version = 1; version <= count; version += 1) {
        expect(await store.putVersion(sampleVersion('blora/x', version, body))).toBe('written');
      }
      const wanted = Array.from({ length: count }, (_, index) => ({
        releaseId: 'blora/x',
        version: index + 1,
      }));
      const versions = await store.getVersions([...wanted, { releaseId: 'blora/x', version: 999 }]);
      expect(versions.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
        wanted.map(({ version }) => version),
      );
      expect(versions.every(({ content }) => content?.bodyHtml === body)).toBe(true);
    });

    it('keeps odd keys of sources and odd text as they are', async () => {
      const store = await make();
      const sources = Object.fromEntries(
        ODD_TEXTS.map((text) => [
          `incoming/blora/${text}`,
          { versionId: text, at: '2025-01-14T02:04:11Z', live: true },
        ]),
      );
      const head = sampleHead('blora/x', 1, { sources, authors: ODD_TEXTS, headline: '' });
      await store.putHead(head, 0);
      expect(await store.getHead('blora/x')).toEqual(head);
    });

    it('shares no memory with its callers', async () => {
      const store = await make();
      const head = sampleHead('blora/x', 1);
      await store.putHead(head, 0);
      head.authors.push('Penyusup');
      for (const got of [await store.getHead('blora/x'), ...(await store.getHeads(['blora/x']))]) {
        // What a store gives may be frozen.
        if (!Object.isFrozen(got?.authors)) got?.authors.push('Penyusup');
      }
      expect((await store.getHead('blora/x'))?.authors).toEqual([]);
    });
  });
}
