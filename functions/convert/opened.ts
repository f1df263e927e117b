import type { ReadUpload } from '#domain/formats/read-upload.ts';

/** A release shows a handful; more would hold up the next one's text. */
export const MAX_PICTURES = 10;

/** A file that came along, by its name in the container. */
export type PackedFile = { name: string; bytes: Buffer };

/** What a container holds: what was read of its text, and the pictures beside it, as they came. */
export type Opened = ReadUpload & { pictures: PackedFile[] };

/** A container that gives nothing but reasons. */
export function refused(...findings: Opened['findings']): Opened {
  return { watched: '', findings, pictures: [] };
}
