import type { ContentPicture, PictureFile } from '../release/content.ts';
import { html, trustedMarkup, type Markup } from './markup.ts';
import { urlOf } from './paths.ts';

/** What the pictures of one preview may weigh together: it is opened on a phone. */
export const MAX_PREVIEW_PICTURE_BYTES = 256 * 1024;

/** In the place of a picture that does not go in: a browser shows its description, and asks nobody. */
export const NO_PICTURE = 'data:,';

/** Pictures as `data:` addresses, by the key that they have in the public bucket while a release shows them. */
export type InlinePictures = ReadonlyMap<string, string>;

/** The widest file of a picture that weighs at most so much; undefined if all weigh more. */
export function previewFileOf(
  { file, renditions = [] }: ContentPicture,
  maxBytes: number,
): PictureFile | undefined {
  const files = file === undefined ? renditions : [...renditions, file];
  const light = files.filter(({ bytes }) => bytes <= maxBytes);
  return light.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0) || a.bytes - b.bytes)[0];
}

/** A `data:` address (RFC 2397) of a rendition, whose type we gave it ourselves. */
export function dataUrlOf({ type }: PictureFile, body: Uint8Array): string {
  return `data:${type};base64,${btoa(Array.from(body, (byte) => String.fromCodePoint(byte)).join(''))}`;
}

/** Markup in which pictures stand at their public address, with those that are inline in the address's place. */
export function withInline(markup: Markup, siteUrl: string, inline: InlinePictures): Markup {
  let text = markup.markup;
  for (const [key, address] of inline) {
    text = text.replaceAll(html`src="${urlOf(siteUrl, key)}"`.markup, `src="${address}"`);
  }
  return trustedMarkup(text);
}
