import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Receipt } from './receipt.ts';
import { toldReceipt } from './render-receipt.ts';

const KEPT_SECONDS = 90 * 86_400;
/** With more, the item would near the table's limit; the receipt in the drop bucket has them all. */
const MOST_FINDINGS = 100;

/** How an upload may end; one that is only checked says which of them it would have been. */
const ENDS = [
  'published',
  'scheduled',
  'embargoed',
  'unchanged',
  'superseded',
  'refused',
  'held',
  'quarantined',
  'deleted',
  'kept',
  'waiting',
] as const;

/**
 * `UPLOADS#<newsroom>` / `<uploadedAt>#<receiptId>`, kept 90 days: what an author was told about one upload, in the order
 * of time, which the drop bucket cannot list by. `receiptId` follows from the upload, so that a redo writes the same item.
 */
export const keptReceiptSchema = z.object({
  receiptId: z.string(),
  key: z.string(),
  versionId: z.string(),
  uploadedAt: z.string(),
  newsroom: z.string(),
  language: z.string(),
  state: z.enum([...ENDS, 'checked']),
  would: z.exactOptional(z.enum(ENDS)),
  release: z.exactOptional(
    z.object({
      id: z.string(),
      uri: z.string(),
      version: z.int(),
      headline: z.string(),
      url: z.exactOptional(z.string()),
    }),
  ),
  findings: z.array(
    z.object({
      code: z.string(),
      line: z.exactOptional(z.int()),
      found: z.exactOptional(z.string()),
      message: z.string(),
      remedy: z.string(),
    }),
  ),
  /** How many more findings the receipt in the drop bucket has. */
  more: z.exactOptional(z.int()),
  expiresAtSeconds: z.int(),
});
export type KeptReceipt = z.infer<typeof keptReceiptSchema>;

/** A receipt as it is kept for lists. */
export function keptReceipt(receipt: Receipt): KeptReceipt {
  const { key, versionId, uploadedAt, newsroom, language, state, would, release, findings } =
    toldReceipt(receipt);
  return {
    receiptId: createHash('sha256').update(`${key}\n${versionId}`).digest('hex').slice(0, 32),
    key,
    versionId,
    uploadedAt,
    newsroom,
    language,
    state,
    ...(would === undefined ? {} : { would }),
    ...(release === undefined ? {} : { release }),
    findings: findings.slice(0, MOST_FINDINGS).map(({ code, line, found, message, remedy }) => ({
      code,
      ...(line === undefined ? {} : { line }),
      ...(found === undefined ? {} : { found }),
      message,
      remedy,
    })),
    ...(findings.length > MOST_FINDINGS ? { more: findings.length - MOST_FINDINGS } : {}),
    expiresAtSeconds: Math.floor(Date.parse(uploadedAt) / 1000) + KEPT_SECONDS,
  };
}
