import { MAX_CONTAINER_BYTES } from '#domain/formats/container-kind.ts';
import { conversionKey, type Conversion, type ConvertedPicture } from '#domain/formats/conversion.ts';
import { isLonePicture, pictureKind } from '#domain/formats/picture-kind.ts';
import type { ConvertPrompt } from '#domain/prompt/prompt.ts';
import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { ConvertDeps } from './convert-deps.ts';
import { makeRenditions } from './make-renditions.ts';
import { openUpload } from './open-upload.ts';
import { refused, type Opened, type PackedFile } from './opened.ts';

/** A release shows a handful; more would hold up the next one's text. */
const MAX_PICTURES = 10;

/** What of a picture beside a text is a warning leaves nothing of one that was dropped alone. */
const ALONE: Readonly<Record<string, string>> = {
  W_PICTURE_FORMAT: 'E_PICTURE_FORMAT',
  W_PICTURE_BROKEN: 'E_PICTURE_BROKEN',
};

type Deps = Omit<ConvertDeps, 'clock'>;

/**
 * Leaves the conversion of one version for ingest and prompts its key (ADR 24). What is there is never written again,
 * so that every later reading of the version finds the same words.
 */
export async function convertVersion(deps: Deps, { key, versionId }: ConvertPrompt): Promise<void> {
  const place = conversionKey(key, versionId);
  if ((await deps.converted.head(place)) === undefined) {
    const bytes = await deps.drop.read(key, versionId, MAX_CONTAINER_BYTES);
    const conversion = await conversionOf(deps, key, bytes && Buffer.from(bytes));
    const body = JSON.stringify(conversion);
    await deps.converted.put(place, { body, contentType: 'application/json' }, 'ifAbsent');
  }
  await deps.prompts.send('uploads', [{ prompt: 'key', key }]);
}

async function conversionOf(deps: Deps, key: string, bytes: Buffer | undefined): Promise<Conversion> {
  if (bytes === undefined) return withPictures(deps, refused({ code: 'E_GONE' }));
  const name = key.slice(key.lastIndexOf('/') + 1);
  return isLonePicture(bytes, name)
    ? asPicture(deps, { name, bytes })
    : withPictures(deps, await openUpload(bytes));
}

/** A picture that was dropped alone (ADR 30). */
async function asPicture(deps: Deps, file: PackedFile): Promise<Conversion> {
  const made = await onePicture(deps, file);
  if (!('code' in made)) return { watched: '', findings: [], pictures: [made] };
  return { watched: '', findings: [{ ...made, code: ALONE[made.code] ?? 'E_PICTURE_BROKEN' }], pictures: [] };
}

async function withPictures(deps: Deps, opened: Opened): Promise<Conversion> {
  const { pictures: packed, ...read } = opened;
  const pictures: ConvertedPicture[] = [];
  const findings: Finding[] = [...read.findings];
  if (isRefused(findings)) return { ...read, findings, pictures };
  for (const file of packed) {
    if (pictures.length >= MAX_PICTURES) {
      findings.push({
        code: 'W_PICTURES_MANY',
        found: foundAs(file),
        values: { limit: String(MAX_PICTURES) },
      });
      break;
    }
    const made = await onePicture(deps, file);
    if ('code' in made) findings.push(made);
    else pictures.push(made);
  }
  return { ...read, findings, pictures };
}

function foundAs({ name }: PackedFile): string {
  return name.slice(0, 120);
}

async function onePicture(deps: Deps, file: PackedFile): Promise<ConvertedPicture | Finding> {
  const found = foundAs(file);
  if (pictureKind(file.bytes, file.name) === 'other') return { code: 'W_PICTURE_FORMAT', found };
  const made = await makeRenditions(file.name, file.bytes);
  if (made === undefined) return { code: 'W_PICTURE_BROKEN', found };
  for (const { key, type, body } of made.files) {
    await deps.converted.put(key, { body, contentType: type }, 'ifAbsent');
  }
  return made.picture;
}
