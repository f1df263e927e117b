import type { ReadUpload } from '#domain/formats/read-upload.ts';

/** A file that came along, by its name in the container. */
export type PackedFile = { name: string; bytes: Buffer };

/** What a container holds: what was read of its text, and the pictures beside it, as they came. */
export type Opened = ReadUpload & { pictures: PackedFile[] };

/** A container that gives nothing but reasons. */
export function refused(...findings: Opened['findings']): Opened {
  return { watched: '', findings, pictures: [] };
}
