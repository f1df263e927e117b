import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';

/** A receipt's place in its newsroom's list. */
export type ReceiptPlace = Pick<KeptReceipt, 'uploadedAt' | 'receiptId'>;

/** Newsrooms, configured by the operator, and what their authors were told. */
export type NewsroomStore = {
  getNewsroom(id: string): Promise<Newsroom | undefined>;
  listNewsrooms(): Promise<Newsroom[]>;
  putNewsroom(newsroom: Newsroom): Promise<void>;
  /** Put if absent: a redo never changes an answer. */
  putReceipt(receipt: KeptReceipt): Promise<void>;
  /** Newest upload first, those uploaded at `since` or later; `before` is a receipt to go on after. */
  listReceipts(
    newsroom: string,
    options: { since?: string; before?: ReceiptPlace; limit: number },
  ): Promise<KeptReceipt[]>;
};
