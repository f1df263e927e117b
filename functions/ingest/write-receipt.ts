import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
import { keptReceipt } from '#domain/receipt/kept-receipt.ts';
import { renderReceiptJson, renderReceiptText } from '#domain/receipt/render-receipt.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import type { InlinePictures } from '#domain/site/preview-picture.ts';
import { renderReceiptPage } from '#domain/site/render-receipt-page.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import type { ObjectStore } from '#ports/object-store.ts';
import { isFolded } from './drop-order.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { planReceiptMails } from './plan-receipt-mails.ts';
import { previewPictures } from './preview-pictures.ts';
import { untilWritten } from '#platform/until-written.ts';

/**
 * Answers the author (DESIGN §5): one receipt and one preview for this version, put if absent, so that a redo never
 * changes an answer; those beside the path, `.json`, `.txt` and `.html`, in which a newer version's answer is never
 * replaced; the item that lists it by time; and the mails that go with it.
 */
export async function writeReceipt(
  deps: Pick<IngestDeps, 'clock' | 'due' | 'receipts' | 'newsrooms'>,
  receipt: Receipt,
  versions: readonly DropVersion[],
  preview?: ReleaseView,
): Promise<void> {
  const pictures = await previewPictures(deps, preview?.content);
  await writeAnswer(deps, { receipt, versions, preview, pictures, replaces: false });
  if (receipt.newsroom === '') return;
  await deps.newsrooms.putReceipt(keptReceipt(receipt));
  await planReceiptMails(deps, receipt, preview);
}

/** The second answer to the same upload, after a person's decision: it stands in the place of the first. */
export async function replaceReceipt(
  deps: Pick<IngestDeps, 'clock' | 'due' | 'receipts' | 'newsrooms'>,
  receipt: Receipt,
  versions: readonly DropVersion[],
  preview?: ReleaseView,
): Promise<void> {
  const pictures = await previewPictures(deps, preview?.content);
  await writeAnswer(deps, { receipt, versions, preview, pictures, replaces: true });
  await deps.newsrooms.replaceReceipt(keptReceipt(receipt));
  await planReceiptMails(deps, receipt, preview);
}

/** What an author reads beside the path and in the list while an upload waits; its receipt takes the place of it. */
export async function writeWaitingReceipt(
  { receipts, newsrooms }: Pick<IngestDeps, 'receipts' | 'newsrooms'>,
  receipt: Receipt,
  versions: readonly DropVersion[],
): Promise<void> {
  await writeNewest(receipts, { receipt, versions, preview: undefined, replaces: false, waits: true });
  await newsrooms.putReceipt(keptReceipt(receipt));
}

type Answer = {
  receipt: Receipt;
  versions: readonly DropVersion[];
  preview: ReleaseView | undefined;
  pictures?: InlinePictures;
  replaces: boolean;
  waits?: true;
};

async function writeAnswer({ receipts }: Pick<IngestDeps, 'receipts'>, answer: Answer): Promise<void> {
  const { receipt, replaces } = answer;
  const folder = receiptFolder(receipt.key);
  const condition = replaces ? 'always' : 'ifAbsent';
  const documents = documentsOf(answer);
  const { json, page } = documents;
  await receipts.put(`${folder}/${receipt.versionId}.json`, json, condition);
  await receipts.put(`${folder}/${receipt.versionId}.html`, page, condition);
  await writeNewest(receipts, answer, documents);
}

async function writeNewest(
  receipts: ObjectStore,
  answer: Answer,
  { json, text, page } = documentsOf(answer),
): Promise<void> {
  const folder = receiptFolder(answer.receipt.key);
  await putNewest(receipts, `${folder}.json`, { ...json, ...answer });
  await putNewest(receipts, `${folder}.txt`, { ...text, ...answer });
  await putNewest(receipts, `${folder}.html`, { ...page, ...answer });
}

function documentsOf({ receipt, preview, pictures }: Answer) {
  return {
    json: { body: renderReceiptJson(receipt), contentType: 'application/json; charset=utf-8' },
    text: { body: renderReceiptText(receipt), contentType: 'text/plain; charset=utf-8' },
    page: { body: renderReceiptPage(receipt, preview, pictures), contentType: 'text/html; charset=utf-8' },
  };
}

type NewestReceipt = Answer & { body: string; contentType: string };

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
    const isOpen = stored?.metadata['waits'] !== undefined && answer.waits === undefined;
    const mayReplace = isMine && (answer.replaces || isOpen);
    if (stored !== undefined && !mayReplace && isFolded(mine, standing, answer.versions)) return 'done';
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
