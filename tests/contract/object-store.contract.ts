import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '#ports/object-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';
import { S3_KEYS } from './s3-keys.ts';

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const page = (body: string | Uint8Array) => ({ body, contentType: 'text/html; charset=utf-8' });

/** What every `ObjectStore` does. */
export function objectStoreContract({ make }: Harness<ObjectStore>): void {
  describe('ObjectStore', () => {
    it('keeps what was put', async () => {
      const store = await make();
      const metadata = { status: '301', location: '/n/blora/x' };
      const { written, etag } = await store.put(
        'n/blora/x',
        { ...page('<p>é</p>'), cacheControl: 'max-age=60', metadata },
        'always',
      );
      expect(written).toBe('written');
      const object = await store.get('n/blora/x');
      expect(text(object?.body)).toBe('<p>é</p>');
      expect(object).toMatchObject({ etag, contentType: 'text/html; charset=utf-8', metadata });
      const head = await store.head('n/blora/x');
      expect(head).toEqual({
        etag,
        size: 9,
        metadata,
        lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      });
      await store.put('n/blora/x', page(''), 'always');
      expect(await store.head('n/blora/x')).toMatchObject({ size: 0, metadata: {} });
      expect((await store.get('n/blora/x'))?.body).toHaveLength(0);
    });

    it('gives nothing for what is not there', async () => {
      const store = await make();
      expect(await store.get('none')).toBeUndefined();
      expect(await store.head('none')).toBeUndefined();
      expect(await store.list('none', { limit: 5 })).toEqual([]);
    });

    it('keeps any bytes', async () => {
      const store = await make();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
      await store.put('media/x.jpg', { body: bytes, contentType: 'image/jpeg' }, 'ifAbsent');
      expect(Buffer.from((await store.get('media/x.jpg'))!.body).equals(bytes)).toBe(true);
    });

    it('puts on a condition only', async () => {
      const store = await make();
      const first = await store.put('x', page('1'), 'ifAbsent');
      expect(first.written).toBe('written');
      expect(await store.put('x', page('2'), 'ifAbsent')).toEqual({ written: 'refused' });
      const second = await store.put('x', page('2'), { ifMatch: first.etag! });
      expect(second.written).toBe('written');
      expect(await store.put('x', page('3'), { ifMatch: first.etag! })).toEqual({ written: 'refused' });
      expect(await store.put('none', page('3'), { ifMatch: first.etag! })).toEqual({ written: 'refused' });
      expect(text((await store.get('x'))?.body)).toBe('2');
      const { etag } = (await store.head('x'))!;
      expect((await store.put('x', page('4'), { ifMatch: etag })).written).toBe('written');
    });

    it('takes away what is there, and only that', async () => {
      const store = await make();
      for (const key of ['media/x.jpg', 'media/x.jpg2']) await store.put(key, page('x'), 'always');
      await store.remove('media/x.jpg');
      expect(await store.head('media/x.jpg')).toBeUndefined();
      expect(await store.list('media/', { limit: 5 })).toEqual(['media/x.jpg2']);
      await store.remove('media/x.jpg');
      expect((await store.put('media/x.jpg', page('y'), 'ifAbsent')).written).toBe('written');
    });

    it('makes an ETag of the bytes, so that the same bytes match again', async () => {
      const store = await make();
      const { etag } = await store.put('x', page('1'), 'always');
      await store.put('x', page('2'), 'always');
      await store.put('x', page('1'), 'always');
      expect((await store.put('x', page('3'), { ifMatch: etag! })).written).toBe('written');
    });

    it('lets one of twenty writers win', async () => {
      const store = await make();
      const put = (condition: Parameters<ObjectStore['put']>[2]) =>
        race(20, async (index) => (await store.put('x', page(String(index)), condition)).written);
      expect(await put('ifAbsent')).toEqual(ONE_WINNER);
      const { etag } = (await store.head('x'))!;
      // One of them may write the very bytes that are there; then the ETag stays and another one matches too.
      const others = await race(
        20,
        async (index) => (await store.put('x', page(`other ${index}`), { ifMatch: etag })).written,
      );
      expect(others).toEqual(ONE_WINNER);
    });

    it('lists keys in UTF-8 order, page by page', async () => {
      const store = await make();
      const keys = S3_KEYS.map((key) => `n/${key}`).toSorted((a, b) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b)),
      );
      for (const key of keys) await store.put(key, page('x'), 'always');
      await store.put('o', page('x'), 'always');
      expect(await store.list('n/', { limit: 100 })).toEqual(keys);
      expect(await store.list('n/', { limit: 3 })).toEqual(keys.slice(0, 3));
      expect(await store.list('n/', { limit: 100, after: keys[4]! })).toEqual(keys.slice(5));
      const objects = await Promise.all(keys.map((key) => store.get(key)));
      expect(objects.map((object) => text(object?.body))).toEqual(keys.map(() => 'x'));
    });

    it('lists more keys than one page of S3 holds', async () => {
      const store = await make();
      const keys = Array.from({ length: 1205 }, (_, index) => `k${String(index).padStart(4, '0')}`);
      for (let at = 0; at < keys.length; at += 50) {
        await Promise.all(keys.slice(at, at + 50).map((key) => store.put(key, page('x'), 'always')));
      }
      expect(await store.list('k', { limit: 5000 })).toEqual(keys);
      expect(await store.list('k', { limit: 1100, after: 'k0004' })).toEqual(keys.slice(5, 1105));
    });
  });
}
