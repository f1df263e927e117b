import { containerKind, MAX_CONTAINER_BYTES, SNIFFED_BYTES } from '#domain/formats/container-kind.ts';
import { conversionKey, conversionSchema, type Conversion } from '#domain/formats/conversion.ts';
import { foreignFinding, tooLarge } from '#domain/formats/decode-text.ts';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { MAX_UPLOAD_BYTES } from '#domain/formats/limits.ts';
import { readDraft } from '#domain/formats/parse-upload.ts';
import { isLonePicture } from '#domain/formats/picture-kind.ts';
import type { JudgedText } from '#domain/formats/settle-pictures.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { UploadToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** A text; `settled` where its pictures came in it. Or a picture that was dropped alone. */
type Read = (JudgedText & { settled?: boolean }) | { picture: Conversion };

/**
 * Reads one version: a text as it is, a container or a picture by what convert left of it. `waits` while it left nothing; convert is
 * prompted then, and prompts the key again (ADR 24).
 */
export async function readVersion(
  deps: Pick<IngestDeps, 'drop' | 'receipts' | 'prompts'>,
  { key, path, version }: UploadToFold,
  newsroom: Newsroom,
): Promise<Read | 'waits'> {
  const { versionId, size } = version;
  if (size > MAX_CONTAINER_BYTES) return refused(tooLarge(size, MAX_CONTAINER_BYTES));
  const isText = size <= MAX_UPLOAD_BYTES;
  const bytes = await deps.drop.read(key, versionId, isText ? MAX_UPLOAD_BYTES : SNIFFED_BYTES);
  if (bytes === undefined) return refused({ code: 'E_GONE' });
  const isPicture = isLonePicture(bytes, path);
  if (containerKind(bytes) === undefined && !isPicture) {
    if (isText) return readDraft({ bytes, key, newsroom });
    // Nobody makes a PDF smaller to learn that it is not read.
    return refused(foreignFinding(bytes) ?? tooLarge(size, MAX_UPLOAD_BYTES));
  }
  const conversion = await deps.receipts.get(conversionKey(key, versionId));
  if (conversion === undefined) {
    await deps.prompts.send('conversions', [{ prompt: 'convert', key, versionId }]);
    return 'waits';
  }
  const opened = parseConversion(conversion.body);
  if (isPicture) return { picture: opened };
  return { ...judgeConversion(opened, { path, newsroom }), settled: opened.pictures.length > 0 };
}

function refused(...findings: JudgedText['findings']): JudgedText {
  return { pictures: [], findings };
}

function parseConversion(body: Uint8Array): Conversion {
  return conversionSchema.parse(JSON.parse(new TextDecoder().decode(body)));
}
