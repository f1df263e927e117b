import { describe, expect, it } from 'vitest';
import type { DropBucket } from '#ports/drop-bucket.ts';
import type { Harness } from './harness.ts';
import { S3_KEYS } from './s3-keys.ts';

/** A drop bucket and the author's side of it; each of the author's acts gives the versionId it made. */
export type DropSubject = {
  bucket: DropBucket;
  put: (key: string, body: string) => Promise<string>;
  remove: (key: string) => Promise<string>;
  removeVersion: (key: string, versionId: string) => Promise<void>;
};

const key = 'incoming/blora/x.md';
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const ids = (versions: readonly { versionId: string }[]): string[] =>
  versions.map(({ versionId }) => versionId);

/** What every `DropBucket` does. */
export function dropBucketContract({ make }: Harness<DropSubject>): void {
  describe('DropBucket', () => {
    it('lists versions and markers of one second in the order they were made', async () => {
      const { bucket, put, remove } = await make();
      const made = [
        await put(key, 'one'),
        await remove(key),
        await put(key, 'two'),
        await put(key, 'three'),
        await remove(key),
        await remove(key),
        await put(key, ''),
      ];
      const versions = await bucket.listVersions(key);
      expect(ids(versions)).toEqual(made);
      expect(versions.map(({ marker }) => marker)).toEqual([false, true, false, false, true, true, false]);
      expect(versions.map(({ size }) => size)).toEqual([3, 0, 3, 5, 0, 0, 0]);
      for (const { at } of versions) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    });

    it('lists exactly one key', async () => {
      const { bucket, put } = await make();
      const made = await put(key, 'one');
      await put(`${key}x`, 'other');
      await put(`${key}/y`, 'other');
      await put('incoming/blora/x.m', 'other');
      expect(ids(await bucket.listVersions(key))).toEqual([made]);
      expect(await bucket.listVersions('incoming/blora/x')).toEqual([]);
      expect(await bucket.listVersions('none')).toEqual([]);
    });

    it('lists more versions than one page of S3 holds', async () => {
      const { bucket, put, remove } = await make();
      const made: string[] = [];
      for (let index = 0; index < 1010; index += 1) {
        made.push(index % 3 === 2 ? await remove(key) : await put(key, String(index)));
      }
      await put(`${key}x`, 'other');
      expect(ids(await bucket.listVersions(key))).toEqual(made);
      const newest = await bucket.listNewest('incoming/', { limit: 5 });
      expect(newest.map((one) => one.key)).toEqual([key, `${key}x`]);
      expect(newest[0]?.versionId).toBe(made.at(-1));
    });

    it('reads one version, no more of it than asked for', async () => {
      const { bucket, put, remove, removeVersion } = await make();
      const first = await put(key, 'satu dua');
      const marker = await remove(key);
      const empty = await put(key, '');
      expect(text(await bucket.read(key, first, 100))).toBe('satu dua');
      expect(text(await bucket.read(key, first, 8))).toBe('satu dua');
      expect(text(await bucket.read(key, first, 4))).toBe('satu');
      expect(await bucket.read(key, empty, 100)).toEqual(new Uint8Array());
      expect(await bucket.read(key, marker, 100)).toBeUndefined();
      await removeVersion(key, first);
      expect(await bucket.read(key, first, 100)).toBeUndefined();
      expect(ids(await bucket.listVersions(key))).toEqual([marker, empty]);
    });

    it('lists the newest of each key, deleted ones too, in UTF-8 order', async () => {
      const { bucket, put, remove, removeVersion } = await make();
      const keys = S3_KEYS.map((one) => `incoming/${one}`).toSorted((a, b) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b)),
      );
      const newest = new Map<string, string>();
      for (const one of keys) {
        await put(one, 'x');
        newest.set(one, await (one.length % 2 === 0 ? remove(one) : put(one, 'y')));
      }
      await put('commands/x', 'z');
      const gone = await put('incoming/0', 'z');
      await removeVersion('incoming/0', gone);
      const all = await bucket.listNewest('incoming/', { limit: 100 });
      expect(all.map((one) => one.key)).toEqual(keys);
      expect(all.map(({ versionId }) => versionId)).toEqual(keys.map((one) => newest.get(one)));
      expect(all.map(({ at }) => at)[0]).toMatch(/Z$/);
      expect(await bucket.listNewest('incoming/', { limit: 4 })).toEqual(all.slice(0, 4));
      expect(await bucket.listNewest('incoming/', { limit: 100, after: keys[6]! })).toEqual(all.slice(7));
      expect(await bucket.listNewest('incoming/', { limit: 100, after: keys.at(-1)! })).toEqual([]);
    });

    it.each(S3_KEYS.map((one) => [JSON.stringify(one).slice(0, 80), one] as const))(
      'carries the key %s',
      async (_, odd) => {
        const { bucket, put } = await make();
        const versionId = await put(odd, 'isi');
        expect(ids(await bucket.listVersions(odd))).toEqual([versionId]);
        expect(text(await bucket.read(odd, versionId, 10))).toBe('isi');
      },
    );
  });
}
