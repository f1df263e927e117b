import { containerKind, MAX_CONTAINER_BYTES, SNIFFED_BYTES } from '#domain/formats/container-kind.ts';
import { conversionKey, conversionSchema, type Conversion } from '#domain/formats/conversion.ts';
import { tooLarge } from '#domain/formats/decode-text.ts';
import { judgeConversion } from '#domain/formats/judge-conversion.ts';
import { MAX_UPLOAD_BYTES } from '#domain/formats/limits.ts';
import { parseUpload } from '#domain/formats/parse-upload.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { UploadToFold } from './fold-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';

type Read = { draft?: Draft; findings: Finding[] };

/**
 * Reads one version: a text as it is, a container by what convert left of it. `waits` while it left nothing; convert is
 * prompted then, and prompts the key again (ADR 24).
 */
export async function readVersion(
  deps: Pick<IngestDeps, 'drop' | 'receipts' | 'prompts'>,
  { key, path, version }: UploadToFold,
  newsroom: Newsroom,
): Promise<Read | 'waits'> {
  const { versionId, size } = version;
  if (size > MAX_CONTAINER_BYTES) return { findings: [tooLarge(size, MAX_CONTAINER_BYTES)] };
  const isText = size <= MAX_UPLOAD_BYTES;
  const bytes = await deps.drop.read(key, versionId, isText ? MAX_UPLOAD_BYTES : SNIFFED_BYTES);
  if (bytes === undefined) return { findings: [{ code: 'E_GONE' }] };
  if (containerKind(bytes) === undefined) {
    return isText ? parseUpload({ bytes, key, newsroom }) : { findings: [tooLarge(size, MAX_UPLOAD_BYTES)] };
  }
  const conversion = await deps.receipts.get(conversionKey(key, versionId));
  if (conversion === undefined) {
    await deps.prompts.send('conversions', [{ prompt: 'convert', key, versionId }]);
    return 'waits';
  }
  return judgeConversion(parseConversion(conversion.body), { path, newsroom });
}

function parseConversion(body: Uint8Array): Conversion {
  return conversionSchema.parse(JSON.parse(new TextDecoder().decode(body)));
}
