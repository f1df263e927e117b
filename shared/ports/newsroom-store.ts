import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Mailed } from '#domain/receipt/mailed.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';

/** A receipt's place in its newsroom's list. */
export type ReceiptPlace = Pick<KeptReceipt, 'uploadedAt' | 'receiptId'>;

/** Newsrooms, configured by the operator, and what their authors were told. */
export type NewsroomStore = {
  getNewsroom(id: string): Promise<Newsroom | undefined>;
  listNewsrooms(): Promise<Newsroom[]>;
  putNewsroom(newsroom: Newsroom): Promise<void>;
  /** Put if absent, or in the place of one that waits: a redo never changes an answer. */
  putReceipt(receipt: KeptReceipt): Promise<void>;
  /** Stands in the place of what was told before. */
  replaceReceipt(receipt: KeptReceipt): Promise<void>;
  getReceipt(newsroom: string, place: ReceiptPlace): Promise<KeptReceipt | undefined>;
  /** Newest upload first, those uploaded at `since` or later; `before` is a receipt to go on after. */
  listReceipts(
    newsroom: string,
    options: { since?: string; before?: ReceiptPlace; limit: number },
  ): Promise<KeptReceipt[]>;
  /** Whether a newsroom was written to about it. */
  wasMailed(receiptId: string, what: string): Promise<boolean>;
  putMailed(mailed: Mailed): Promise<void>;
};
