import { MAX_CONTAINER_BYTES } from '#domain/formats/container-kind.ts';
import { conversionKey, type Conversion, type ConvertedPicture } from '#domain/formats/conversion.ts';
import { pictureKind } from '#domain/formats/picture-kind.ts';
import type { ConvertPrompt } from '#domain/prompt/prompt.ts';
import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { ConvertDeps } from './convert-deps.ts';
import { makeRenditions } from './make-renditions.ts';
import { openUpload } from './open-upload.ts';
import { refused, type Opened, type PackedFile } from './opened.ts';

/** A release shows a handful; more would hold up the next one's text. */
const MAX_PICTURES = 10;

/**
 * Leaves the conversion of one version for ingest and prompts its key (ADR 24). What is there is never written again,
 * so that every later reading of the version finds the same words.
 */
export async function convertVersion(deps: ConvertDeps, { key, versionId }: ConvertPrompt): Promise<void> {
  const place = conversionKey(key, versionId);
  if ((await deps.converted.head(place)) === undefined) {
    const bytes = await deps.drop.read(key, versionId, MAX_CONTAINER_BYTES);
    const opened = bytes === undefined ? refused({ code: 'E_GONE' }) : await openUpload(Buffer.from(bytes));
    const conversion = await withPictures(deps, opened);
    const body = JSON.stringify(conversion);
    await deps.converted.put(place, { body, contentType: 'application/json' }, 'ifAbsent');
  }
  await deps.prompts.send('uploads', [{ prompt: 'key', key }]);
}

async function withPictures(deps: ConvertDeps, opened: Opened): Promise<Conversion> {
  const { pictures: packed, ...read } = opened;
  const pictures: ConvertedPicture[] = [];
  const findings: Finding[] = [...read.findings];
  if (isRefused(findings)) return { ...read, findings, pictures };
  for (const [index, file] of packed.entries()) {
    const made = await onePicture(deps, file, index);
    if ('code' in made) findings.push(made);
    else pictures.push(made);
  }
  return { ...read, findings, pictures };
}

async function onePicture(
  deps: ConvertDeps,
  file: PackedFile,
  index: number,
): Promise<ConvertedPicture | Finding> {
  const found = file.name.slice(0, 120);
  if (index >= MAX_PICTURES)
    return { code: 'W_PICTURES_MANY', found, values: { limit: String(MAX_PICTURES) } };
  if (pictureKind(file.bytes, file.name) === 'other') return { code: 'W_PICTURE_FORMAT', found };
  const made = await makeRenditions(file.name, file.bytes);
  if (made === undefined) return { code: 'W_PICTURE_BROKEN', found };
  for (const { key, type, body } of made.files) {
    await deps.converted.put(key, { body, contentType: type }, 'ifAbsent');
  }
  return made.picture;
}
