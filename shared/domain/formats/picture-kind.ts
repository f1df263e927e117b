/** Pictures that we take, and some that we do not, by their first bytes (Latin-1). */
const KINDS: readonly { starts: RegExp; kind: PictureKind }[] = [
  { starts: /^\u{FF}\u{D8}\u{FF}/u, kind: 'jpeg' },
  { starts: /^\u{89}PNG\r\n\u{1A}\n/u, kind: 'png' },
  { starts: /^GIF8[79]a/, kind: 'gif' },
  { starts: /^RIFF[^]{4}WEBP/, kind: 'webp' },
  { starts: /^(?:\u{EF}\u{BB}\u{BF})?\s*(?:<\?xml[^]{0,400})?(?:<!--[^]{0,400})?<svg[\s>]/iu, kind: 'other' },
  { starts: /^(?:II\*\u{0}|MM\u{0}\*|BM|[^]{4}ftyp(?:heic|heix|mif1|avif))/u, kind: 'other' },
];
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|svgz?|tiff?|bmp|heic|heif|avif|eps|psd)$/i;

/** `other` is a picture in a format that is not taken: drawings can hold scripts, the rest browsers do not show. */
export type PictureKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'other';

/** What kind of picture a file is, by its content; by its name only that it was meant to be one. */
export function pictureKind(bytes: Uint8Array, name: string): PictureKind | undefined {
  let start = '';
  for (const byte of bytes.subarray(0, 1024)) start += String.fromCharCode(byte);
  return (
    KINDS.find(({ starts }) => starts.test(start))?.kind ?? (PICTURE_NAME.test(name) ? 'other' : undefined)
  );
}
