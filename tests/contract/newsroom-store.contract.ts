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
  });
}
