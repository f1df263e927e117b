import { createHash } from 'node:crypto';
import sharp, { type OutputInfo } from 'sharp';
import { privateMediaKey, type ConvertedPicture, type Rendition } from '#domain/formats/conversion.ts';
import { readIptc } from '#domain/formats/read-iptc.ts';
import { readXmp } from '#domain/formats/read-xmp.ts';
import { ifReadable } from './if-readable.ts';

/** Widths of what pages and feeds show; a smaller picture is never blown up. */
const WIDTHS = [320, 640, 1280] as const;
/** WebP ends at 16,383 pixels a side; a telephone's screenshot of a whole chat is longer. */
const MAX_HEIGHT = 8_192;
/** Above any camera's; a picture of one colour packs a thousandfold. */
const MAX_PIXELS = 60_000_000;
const QUALITY = { webp: { quality: 80 }, jpeg: { quality: 82, mozjpeg: true } } as const;
const FORMATS = [
  { format: 'webp', type: 'image/webp', extension: 'webp' },
  { format: 'jpeg', type: 'image/jpeg', extension: 'jpg' },
] as const;

export type MadePicture = { picture: ConvertedPicture; files: { key: string; type: string; body: Buffer }[] };

/**
 * A picture upright, in three widths and two formats, without any of the data that cameras write into it: place, time
 * and device stay with the author. Its caption, credit and rights are read before. `width` and `height` are those of the
 * widest. Undefined if it cannot be decoded whole, or is larger than any picture.
 */
export async function makeRenditions(name: string, bytes: Buffer): Promise<MadePicture | undefined> {
  const upright = await decode(bytes);
  if (upright === undefined) return undefined;
  const { data, info } = upright;
  const { width, height, channels } = info;
  const widths = [...new Set(WIDTHS.map((most) => Math.min(most, width)))];
  const files: MadePicture['files'] = [];
  const renditions: Rendition[] = [];
  for (const wanted of widths) {
    for (const { format, type, extension } of FORMATS) {
      const { data: body, info: made } = await sharp(data, { raw: { width, height, channels } })
        .resize({ width: wanted })
        .flatten({ background: '#ffffff' })
        .toFormat(format, QUALITY[format])
        .toBuffer({ resolveWithObject: true });
      const sha256 = hashOf(body);
      const key = privateMediaKey(sha256, extension);
      files.push({ key, type, body });
      renditions.push({ key, type, sha256, bytes: body.length, width: made.width, height: made.height });
    }
  }
  const said = await wordsIn(bytes);
  return { picture: { name, sha256: hashOf(bytes), width, height, renditions, ...said }, files };
}

/** What the file says of its picture: IPTC is what agencies fill in, XMP what programs write beside it. */
async function wordsIn(bytes: Buffer) {
  const { iptc, xmp } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
  return { ...(xmp === undefined ? {} : readXmp(xmp)), ...(iptc === undefined ? {} : readIptc(iptc)) };
}

/** The first frame as pixels in sRGB, turned as its EXIF says; nothing but pixels goes on from here. */
async function decode(bytes: Buffer): Promise<{ data: Buffer; info: OutputInfo } | undefined> {
  const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width: WIDTHS[2], height: MAX_HEIGHT, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw();
  return ifReadable(() => upright.toBuffer({ resolveWithObject: true }));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
