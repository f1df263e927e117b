import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Mailed } from '#domain/receipt/mailed.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { NewsroomStore, ReceiptPlace } from '#ports/newsroom-store.ts';
import { makeMemoryTable } from './memory-table.ts';

const ALL = 'ALL';

/** Newsrooms in memory. */
export function makeMemoryNewsroomStore(): NewsroomStore {
  const newsrooms = makeMemoryTable<Newsroom>();
  const receipts = makeMemoryTable<KeptReceipt>();
  const mailed = makeMemoryTable<Mailed>();
  return {
    getNewsroom: async (id) => newsrooms.get(ALL, id),
    listNewsrooms: async () => newsrooms.query(ALL),
    async putNewsroom(newsroom) {
      newsrooms.put(ALL, newsroom.id, newsroom);
    },
    async putReceipt(receipt) {
      receipts.put(receipt.newsroom, placeOf(receipt), receipt, isOpen);
    },
    async replaceReceipt(receipt) {
      receipts.put(receipt.newsroom, placeOf(receipt), receipt);
    },
    getReceipt: async (newsroom, place) => receipts.get(newsroom, placeOf(place)),
    listReceipts: async (newsroom, { since, before, limit }) =>
      receipts.query(newsroom, {
        descending: true,
        limit,
        ...(since === undefined ? {} : { from: since }),
        ...(before === undefined ? {} : { below: placeOf(before) }),
      }),
    wasMailed: async (receiptId, what) => mailed.get(receiptId, what) !== undefined,
    async putMailed(one) {
      mailed.put(one.receiptId, one.what, one);
    },
  };
}

const isOpen = (stored: KeptReceipt | undefined): boolean =>
  stored === undefined || stored.state === 'waiting';

const placeOf = ({ uploadedAt, receiptId }: ReceiptPlace): string => `${uploadedAt}#${receiptId}`;
