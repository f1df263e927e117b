import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { NewsroomStore, ReceiptPlace } from '#ports/newsroom-store.ts';
import { ifAbsent, makeMemoryTable } from './memory-table.ts';

const ALL = 'ALL';

/** Newsrooms in memory. */
export function makeMemoryNewsroomStore(): NewsroomStore {
  const newsrooms = makeMemoryTable<Newsroom>();
  const receipts = makeMemoryTable<KeptReceipt>();
  return {
    getNewsroom: async (id) => newsrooms.get(ALL, id),
    listNewsrooms: async () => newsrooms.query(ALL),
    async putNewsroom(newsroom) {
      newsrooms.put(ALL, newsroom.id, newsroom);
    },
    async putReceipt(receipt) {
      receipts.put(receipt.newsroom, placeOf(receipt), receipt, ifAbsent);
    },
    listReceipts: async (newsroom, { since, before, limit }) =>
      receipts.query(newsroom, {
        descending: true,
        limit,
        ...(since === undefined ? {} : { from: since }),
        ...(before === undefined ? {} : { below: placeOf(before) }),
      }),
  };
}

const placeOf = ({ uploadedAt, receiptId }: ReceiptPlace): string => `${uploadedAt}#${receiptId}`;
