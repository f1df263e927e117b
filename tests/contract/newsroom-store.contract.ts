import { describe, expect, it } from 'vitest';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import type { Harness } from './harness.ts';

const desk = (id: string, name = id) => ({
  id,
  name,
  host: `${id}.example`,
  timezone: 'Asia/Jakarta',
  language: 'id',
});

const told = (uploadedAt: string, receiptId: string, newsroom = 'blora') => ({
  receiptId,
  key: `incoming/${newsroom}/${receiptId}.md`,
  versionId: `v-${receiptId}`,
  uploadedAt,
  newsroom,
  language: 'id',
  state: 'refused' as const,
  findings: [{ code: 'E_EMPTY', message: 'Berkas ini kosong.', remedy: 'Isi dengan naskah rilis.' }],
  expiresAtSeconds: 1_800_000_000,
});

/** What every `NewsroomStore` does. */
export function newsroomStoreContract({ make }: Harness<NewsroomStore>): void {
  describe('NewsroomStore', () => {
    it('keeps and lists newsrooms by id', async () => {
      const store = await make();
      expect(await store.listNewsrooms()).toEqual([]);
      const ids = Array.from({ length: 130 }, (_, index) => `d${String(index).padStart(3, '0')}`);
      await Promise.all(ids.toReversed().map((id) => store.putNewsroom(desk(id))));
      expect((await store.listNewsrooms()).map(({ id }) => id)).toEqual(ids);
      expect(await store.getNewsroom('d007')).toEqual(desk('d007'));
      expect(await store.getNewsroom('none')).toBeUndefined();
    });

    it('replaces a newsroom', async () => {
      const store = await make();
      const rich = {
        ...desk('blora', 'Humas Blora'),
        aliases: ['blora.example'],
        defaults: {
          contacts: [{ email: 'humas@blora.example' }],
          boilerplate: 'Tentang',
          categories: ['umum'],
        },
        vocabulary: ['umum'],
        rules: { strict: true, days: 3, mode: 'x' },
      };
      await store.putNewsroom(desk('blora'));
      await store.putNewsroom(rich);
      expect(await store.getNewsroom('blora')).toEqual(rich);
      expect(await store.listNewsrooms()).toEqual([rich]);
    });

    it('puts an answer in the place of one that waits, and of no other', async () => {
      const store = await make();
      const one = told('2025-01-14T02:00:00Z', 'a');
      const waiting = { ...one, state: 'waiting' as const, findings: [] };
      await store.putReceipt(waiting);
      expect(await store.getReceipt('blora', one)).toEqual(waiting);
      await store.putReceipt(one);
      await store.putReceipt({ ...one, state: 'published' });
      await store.putReceipt(waiting);
      expect(await store.getReceipt('blora', one)).toEqual(one);
    });

    it('gives one receipt by its place, to its own newsroom', async () => {
      const store = await make();
      const one = told('2025-01-14T02:00:00Z', 'a');
      await store.putReceipt(one);
      expect(await store.getReceipt('blora', one)).toEqual(one);
      expect(await store.getReceipt('cepu', one)).toBeUndefined();
      expect(await store.getReceipt('blora', { ...one, receiptId: 'b' })).toBeUndefined();
    });

    it('knows what it was written to about', async () => {
      const store = await make();
      expect(await store.wasMailed('a', 'published')).toBe(false);
      const mailed = { receiptId: 'a', what: 'published', expiresAtSeconds: 1_800_000_000 };
      await store.putMailed(mailed);
      await store.putMailed(mailed);
      expect(await store.wasMailed('a', 'published')).toBe(true);
      expect(await store.wasMailed('a', 'carried')).toBe(false);
      expect(await store.wasMailed('b', 'published')).toBe(false);
    });

    it("lists a newsroom's receipts, newest first, page by page", async () => {
      const store = await make();
      const all = [
        told('2025-01-14T02:00:00Z', 'a'),
        told('2025-01-14T02:00:00Z', 'b'),
        told('2025-01-14T03:00:00Z', 'a'),
      ];
      for (const one of all) await store.putReceipt(one);
      await store.putReceipt(told('2025-01-14T04:00:00Z', 'a', 'cepu'));
      const newest = all.toReversed();
      expect(await store.listReceipts('blora', { limit: 9 })).toEqual(newest);
      expect(await store.listReceipts('blora', { limit: 2 })).toEqual(newest.slice(0, 2));
      const [first] = newest;
      expect(await store.listReceipts('blora', { limit: 9, before: first! })).toEqual(newest.slice(1));
      const since = '2025-01-14T03:00:00Z';
      expect(await store.listReceipts('blora', { limit: 9, since })).toEqual([first]);
      expect(await store.listReceipts('none', { limit: 9 })).toEqual([]);
    });

    it('never changes a receipt', async () => {
      const store = await make();
      const one = told('2025-01-14T02:00:00Z', 'a');
      await store.putReceipt(one);
      await store.putReceipt({ ...one, language: 'en' });
      expect(await store.listReceipts('blora', { limit: 9 })).toEqual([one]);
    });
  });
}
