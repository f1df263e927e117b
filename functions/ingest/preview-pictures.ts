import { privateKeyOfMedia } from '#domain/formats/conversion.ts';
import { picturesOf, type Content } from '#domain/release/content.ts';
import {
  dataUrlOf,
  MAX_PREVIEW_PICTURE_BYTES,
  NO_PICTURE,
  previewFileOf,
  type InlinePictures,
} from '#domain/site/preview-picture.ts';
import type { IngestDeps } from './ingest-deps.ts';

/**
 * What a preview shows of pictures: a small rendition of each, in the page, which only its author and operators read. In
 * the public bucket they are not before their time, nor after they were replaced or taken back, and the page is kept for
 * longer. All together are bounded; of what is beyond, only the description is shown.
 */
export async function previewPictures(
  { receipts }: Pick<IngestDeps, 'receipts'>,
  content: Content | undefined,
): Promise<InlinePictures> {
  const pictures = content === undefined ? [] : picturesOf(content);
  const inline = new Map<string, string>();
  let left = MAX_PREVIEW_PICTURE_BYTES;
  for (const [index, picture] of pictures.entries()) {
    const key = picture.file?.key;
    if (key === undefined || inline.has(key)) continue;
    const file = previewFileOf(picture, left / (pictures.length - index));
    const made = file && (await receipts.get(privateKeyOfMedia(file.key)));
    inline.set(key, file && made ? dataUrlOf(file, made.body) : NO_PICTURE);
    left -= made?.body.length ?? 0;
  }
  return inline;
}
