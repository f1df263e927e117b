import { containerKind } from './container-kind.ts';

/** Pictures that we take, and some that we do not, by first bytes (Latin-1) and where those stand. */
const MAGIC: readonly { kind: PictureKind; at: number; bytes: string }[] = [
  { kind: 'jpeg', at: 0, bytes: '\u{FF}\u{D8}\u{FF}' },
  { kind: 'png', at: 0, bytes: '\u{89}PNG\r\n\u{1A}\n' },
  { kind: 'gif', at: 0, bytes: 'GIF87a' },
  { kind: 'gif', at: 0, bytes: 'GIF89a' },
  { kind: 'webp', at: 8, bytes: 'WEBP' },
  { kind: 'other', at: 0, bytes: 'II*\u{0}' },
  { kind: 'other', at: 0, bytes: 'MM\u{0}*' },
  { kind: 'other', at: 4, bytes: 'ftypheic' },
  { kind: 'other', at: 4, bytes: 'ftypavif' },
];
const SNIFFED = 1024;
const SVG = /^(?:\u{EF}\u{BB}\u{BF})?\s*(?:<\?xml[^]{0,400})?(?:<!(?:--|DOCTYPE svg)[^]{0,400})?<svg[\s>]/iu;
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|svgz?|tiff?|bmp|heic|heif|avif|eps|psd)$/i;

/** `other` is a picture in a format that is not taken: drawings can hold scripts, the rest browsers do not show. */
export type PictureKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'other';

/** Whether a file that was dropped is a picture itself, taken or not. */
export function isLonePicture(bytes: Uint8Array, name: string): boolean {
  return containerKind(bytes) === undefined && pictureKind(bytes, name) !== undefined;
}

/** What kind of picture a file is, by its content; by its name only that it was meant to be one. */
export function pictureKind(bytes: Uint8Array, name: string): PictureKind | undefined {
  let start = '';
  for (const byte of bytes.subarray(0, SNIFFED)) start += String.fromCharCode(byte);
  const known = MAGIC.find((magic) => start.startsWith(magic.bytes, magic.at));
  if (known !== undefined) return known.kind;
  return SVG.test(start) || PICTURE_NAME.test(name) ? 'other' : undefined;
}
