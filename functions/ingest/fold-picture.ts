import type { Conversion } from '#domain/formats/conversion.ts';
import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { plusSeconds } from '#domain/release/instant.ts';
import { findTexts } from './find-pictures.ts';
import type { Folded } from './fold-upload.ts';
import type { UploadToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { receiptFor } from './receipt-for.ts';

/** As long as a deletion waits: a folder that is moved is copied and deleted file by file. */
const GRACE_SECONDS = 60;

/** A picture that was dropped: the texts that may show it are prompted, and its author is answered (ADR 30). */
export async function foldPicture(
  deps: IngestDeps,
  upload: UploadToFold,
  newsroom: Newsroom,
  conversion: Conversion,
): Promise<Folded> {
  const texts = await textsOf(deps, upload);
  await deps.prompts.send(
    'uploads',
    texts.map((key) => ({ prompt: 'pictures', key }) as const),
  );
  const { findings } = conversion;
  const state = isRefused(findings) ? 'refused' : 'kept';
  const name = upload.path.slice(upload.path.lastIndexOf('/') + 1);
  const alone: Finding[] =
    state === 'kept' && texts.length === 0 ? [{ code: 'W_PICTURE_ALONE', found: name.slice(0, 120) }] : [];
  return { touched: [], receipt: receiptFor(upload, newsroom.language, state, [...findings, ...alone]) };
}

/** A picture that was deleted leaves its texts after a grace. */
export async function leavePicture(deps: IngestDeps, upload: UploadToFold): Promise<void> {
  const { versionId, at } = upload.version;
  for (const key of await textsOf(deps, upload)) {
    await deps.due.putDue({
      dueAt: plusSeconds(at, GRACE_SECONDS),
      kind: 'picture',
      id: key,
      n: versionId,
      queue: 'uploads',
      prompt: { prompt: 'pictures', key },
    });
  }
}

function textsOf(deps: IngestDeps, { key, newsroomId, path }: UploadToFold): Promise<string[]> {
  return findTexts(deps, { key, newsroom: newsroomId, path });
}
