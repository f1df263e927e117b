import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { contactSchema } from '../release/newsroom.ts';

const saidSchema = z.object({ text: z.string(), line: z.int() });
const said = z.exactOptional(saidSchema);
const texts = z.array(saidSchema);
const text = z.exactOptional(z.string());

const readingSchema = z.object({
  headline: said,
  subheadline: said,
  summary: said,
  authors: texts,
  hosts: texts,
  newsroom: said,
  id: said,
  date: said,
  timezone: said,
  dateline: said,
  language: said,
  categories: texts,
  keywords: texts,
  contacts: z.array(contactSchema),
  boilerplate: said,
  organisation: said,
  ticker: said,
  canonical: said,
  rights: said,
  editorNote: said,
  pictures: z.array(
    z.object({ file: said, caption: said, alt: text, credit: text, rights: text, line: z.int() }),
  ),
  status: said,
  publishAt: said,
  embargo: said,
  expires: said,
  change: z.exactOptional(z.object({ kind: said, note: said })),
  body: z.object({ text: z.string(), line: z.int(), format: z.enum(['markdown', 'text', 'html']) }),
});

const findingSchema = z.object({
  code: z.string(),
  line: z.exactOptional(z.int()),
  found: text,
  values: z.exactOptional(z.record(z.string(), z.string())),
});

/** One picture file of one size; `key` is where it lies in the drop bucket. */
const renditionSchema = z.object({
  key: z.string(),
  type: z.enum(['image/webp', 'image/jpeg']),
  sha256: z.string(),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
});
export type Rendition = z.infer<typeof renditionSchema>;

/** A picture: the name of its file, the hash of what came, its size upright, and what its file says of it itself. */
const pictureSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  renditions: z.array(renditionSchema),
  caption: text,
  alt: text,
  credit: text,
  rights: text,
});
export type ConvertedPicture = z.infer<typeof pictureSchema>;

/**
 * What convert leaves of one version of a key (ADR 24): what `readUpload` gives for a text, and the pictures. Without a
 * reading the findings say why, or the file is a picture itself (ADR 30).
 */
export const conversionSchema = z.object({
  reading: z.exactOptional(readingSchema),
  watched: z.string(),
  watchedLine: z.exactOptional(z.int()),
  findings: z.array(findingSchema),
  pictures: z.array(pictureSchema),
});
export type Conversion = z.infer<typeof conversionSchema>;

/**
 * Where the conversion of a version lies; a version's bytes never change, so neither does what comes of them. That of a
 * check lies apart: it goes with it.
 */
export function conversionKey(key: string, versionId: string): string {
  const name = createHash('sha256').update(`${versionId}\n${key}`).digest('hex');
  return `converted/${key.startsWith('check/') ? 'check/' : ''}${name}.json`;
}

const PRIVATE = 'converted/media/';
const PUBLIC = 'media/';

/** Where a rendition lies until a release that has it is public. */
export function privateMediaKey(sha256: string, extension: 'webp' | 'jpg'): string {
  return `${PRIVATE}${sha256}.${extension}`;
}

/** Where readers find a rendition while a release that shows it is public. */
export function publicMediaKey(privateKey: string): string {
  return privateKey.replace(PRIVATE, PUBLIC);
}

/** The rendition in the drop bucket that a public picture is a copy of. */
export function privateKeyOfMedia(publicKey: string): string {
  return publicKey.replace(PUBLIC, PRIVATE);
}
