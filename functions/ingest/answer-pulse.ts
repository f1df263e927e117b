import type { Receipt } from '#domain/receipt/receipt.ts';
import { renderReceiptJson } from '#domain/receipt/render-receipt.ts';
import { PULSE_RECEIPT_KEY } from '#domain/pulse/pulse.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** Answers a pulse: one object, over the last one's, and nothing that a list of receipts would show. */
export async function answerPulse(
  { receipts }: Pick<IngestDeps, 'receipts'>,
  receipt: Receipt,
): Promise<void> {
  const { uploadedAt, would = '' } = receipt;
  await receipts.put(
    PULSE_RECEIPT_KEY,
    {
      body: renderReceiptJson(receipt),
      contentType: 'application/json; charset=utf-8',
      metadata: { 'uploaded-at': uploadedAt, would },
    },
    'always',
  );
}
