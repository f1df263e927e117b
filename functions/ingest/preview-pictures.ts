import { privateKeyOfMedia } from '#domain/formats/conversion.ts';
import { picturesOf, type Content } from '#domain/release/content.ts';
import {
  dataUrlOf,
  MAX_PREVIEW_PICTURE_BYTES,
  previewFileOf,
  type InlinePictures,
} from '#domain/site/preview-picture.ts';
import type { IngestDeps } from './ingest-deps.ts';

/**
 * What a preview shows of pictures that are not public: nothing may lie in the public bucket before its time, so a small
 * rendition of each goes into the page, which only its author and operators read. All together are bounded.
 */
export async function previewPictures(
  { receipts, site }: Pick<IngestDeps, 'receipts' | 'site'>,
  content: Content | undefined,
): Promise<InlinePictures> {
  const pictures = content === undefined ? [] : picturesOf(content);
  const inline = new Map<string, string>();
  let left = MAX_PREVIEW_PICTURE_BYTES;
  for (const [index, picture] of pictures.entries()) {
    const key = picture.file?.key;
    if (key === undefined || inline.has(key) || (await site.head(key)) !== undefined) continue;
    const file = previewFileOf(picture, left / (pictures.length - index));
    const made = file && (await receipts.get(privateKeyOfMedia(file.key)));
    if (file === undefined || made === undefined) continue;
    inline.set(key, dataUrlOf(file, made.body));
    left -= made.body.length;
  }
  return inline;
}
