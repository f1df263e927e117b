import { parseDropKey } from '#domain/formats/key.ts';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { laterInstant, plusSeconds } from '#domain/release/instant.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** When partners have had time to take it and to say where. */
const CARRIED_AFTER_SECONDS = 600;
const LEADS_TO_PARTNERS: ReadonlySet<string> = new Set(['published', 'scheduled', 'embargoed']);

/**
 * Plans the mails about a receipt where its newsroom has an address: its text at once (by the clock, so that a mail
 * service that fails has its retries), and ten minutes after it is public how far it has come. That is by the clock: what
 * waited for a picture or a person is public when its receipt is written, and no upload says when. So a redo may plan a
 * second item; what was mailed is not mailed again.
 */
export async function planReceiptMails(
  { clock, due, newsrooms }: Pick<IngestDeps, 'clock' | 'due' | 'newsrooms'>,
  receipt: Receipt,
  preview?: ReleaseView,
): Promise<void> {
  const { kind } = parseDropKey(receipt.key);
  if (kind !== 'incoming' && kind !== 'check') return;
  if ((await newsrooms.getNewsroom(receipt.newsroom))?.contactEmail === undefined) return;
  const { receiptId, newsroom, uploadedAt, state } = keptReceipt(receipt);
  const plan = (about: 'answer' | 'carried', dueAt: string): Promise<void> =>
    due.putDue({
      dueAt: new Date(dueAt).toISOString(),
      kind: 'mail-receipt',
      id: receiptId,
      n: about === 'answer' ? state : about,
      queue: 'bulk',
      prompt: { prompt: 'mail-receipt', newsroom, uploadedAt, receiptId, about },
    });
  await plan('answer', uploadedAt);
  if (!LEADS_TO_PARTNERS.has(state)) return;
  const { publishAt, embargoedUntil } = preview?.head ?? {};
  const now = new Date(clock.now()).toISOString();
  const publicAt = laterInstant(publishAt ?? embargoedUntil ?? now, now);
  await plan('carried', plusSeconds(publicAt, CARRIED_AFTER_SECONDS));
}
