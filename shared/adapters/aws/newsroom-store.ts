import { keptReceiptSchema } from '#domain/receipt/kept-receipt.ts';
import { mailedSchema } from '#domain/receipt/mailed.ts';
import { newsroomSchema } from '#domain/release/newsroom.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import { makeRegister } from './register.ts';
import { mailedKey, newsroomKey, placeOfReceipt, receiptKey, uploadsPk } from './table-keys.ts';
import type { Table } from './table.ts';

/** NEWSROOM and UPLOADS items in the table. */
export function makeDynamoNewsroomStore({ table }: { table: Table }): NewsroomStore {
  const register = makeRegister(table, 'NEWSROOMS', newsroomKey, newsroomSchema);
  return {
    getNewsroom: (id) => table.get(newsroomKey(id), newsroomSchema),
    listNewsrooms: async () => (await register.list()).sort((a, b) => (a.id < b.id ? -1 : 1)),
    async putNewsroom(newsroom) {
      await register.add(newsroom.id);
      await table.put(newsroomKey(newsroom.id), newsroom);
    },
    async putReceipt(receipt) {
      await table.put(receiptKey(receipt), receipt, { orState: 'waiting' });
    },
    replaceReceipt: async (receipt) => void (await table.put(receiptKey(receipt), receipt)),
    getReceipt: (newsroom, place) => table.get(receiptKey({ ...place, newsroom }), keptReceiptSchema),
    listReceipts: (newsroom, { since, before, limit }) =>
      table.query(
        {
          pk: uploadsPk(newsroom),
          descending: true,
          limit,
          ...(since === undefined ? {} : { from: since }),
          ...(before === undefined ? {} : { below: placeOfReceipt(before) }),
        },
        keptReceiptSchema,
      ),
    wasMailed: async (receiptId, what) =>
      (await table.get(mailedKey(receiptId, what), mailedSchema)) !== undefined,
    putMailed: async (mailed) => void (await table.put(mailedKey(mailed.receiptId, mailed.what), mailed)),
  };
}
