import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import { renderReceiptJson, renderReceiptText } from '#domain/receipt/render-receipt.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import { isFolded } from './drop-order.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { untilWritten } from '#platform/until-written.ts';

/**
 * Answers the author (DESIGN §5): one receipt for this version, put if absent, so that a redo never changes an answer;
 * the pair beside the path, `.json` and `.txt`, which a newer version's answer is never replaced in; and the item
 * that lists it by time.
 */
export async function writeReceipt(
  { receipts, newsrooms }: Pick<IngestDeps, 'receipts' | 'newsrooms'>,
  receipt: Receipt,
  versions: readonly DropVersion[],
): Promise<void> {
  const folder = receiptFolder(receipt.key);
  const json = renderReceiptJson(receipt);
  const own = { body: json, contentType: 'application/json; charset=utf-8' };
  await receipts.put(`${folder}/${receipt.versionId}.json`, own, 'ifAbsent');
  await putNewest(receipts, `${folder}.json`, { ...own, receipt, versions });
  const text = renderReceiptText(receipt);
  await putNewest(receipts, `${folder}.txt`, {
    body: text,
    contentType: 'text/plain; charset=utf-8',
    receipt,
    versions,
  });
  if (receipt.newsroom !== '') await newsrooms.putReceipt(keptReceipt(receipt));
}

/** What an author reads beside the path while an upload waits; its receipt takes the place of it. */
export async function writeWaitingReceipt(
  { receipts }: Pick<IngestDeps, 'receipts'>,
  receipt: Receipt,
  versions: readonly DropVersion[],
): Promise<void> {
  const folder = receiptFolder(receipt.key);
  const answer = { receipt, versions, waits: true } as const;
  await putNewest(receipts, `${folder}.json`, {
    ...answer,
    body: renderReceiptJson(receipt),
    contentType: 'application/json; charset=utf-8',
  });
  await putNewest(receipts, `${folder}.txt`, {
    ...answer,
    body: renderReceiptText(receipt),
    contentType: 'text/plain; charset=utf-8',
  });
}

type NewestReceipt = {
  body: string;
  contentType: string;
  receipt: Receipt;
  versions: readonly DropVersion[];
  waits?: true;
};

async function putNewest(receipts: ObjectStore, key: string, answer: NewestReceipt): Promise<void> {
  const { versionId, uploadedAt } = answer.receipt;
  await untilWritten(key, async () => {
    const stored = await receipts.head(key);
    const standing = {
      versionId: stored?.metadata['version-id'] ?? '',
      at: stored?.metadata['uploaded-at'] ?? '',
    };
    const mine = { versionId, at: uploadedAt, size: 0, marker: false };
    const isMine = standing.versionId === versionId;
    const isOpen = isMine && stored?.metadata['waits'] !== undefined && answer.waits === undefined;
    if (stored !== undefined && !isOpen && isFolded(mine, standing, answer.versions)) return 'done';
    const { written } = await receipts.put(
      key,
      {
        body: answer.body,
        contentType: answer.contentType,
        metadata: {
          'version-id': versionId,
          'uploaded-at': uploadedAt,
          ...(answer.waits === undefined ? {} : { waits: 'yes' }),
        },
      },
      stored === undefined ? 'ifAbsent' : { ifMatch: stored.etag },
    );
    return written === 'written' ? 'done' : undefined;
  });
}
