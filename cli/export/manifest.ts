import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** The files of an export, beside its manifest. */
export const RELEASES_FILE = 'releases.jsonl';
export const MEDIA_FILE = 'media.jsonl';
export const MANIFEST_FILE = 'manifest.json';

const fileSchema = z.object({ bytes: z.int(), lines: z.int(), sha256: z.string() });
/** What an export holds: written last, so that a folder without it is not finished. */
export const manifestSchema = z.object({
  format: z.literal('presswire-export/1'),
  site: z.string(),
  newsroom: z.exactOptional(z.string()),
  exportedAt: z.string(),
  files: z.object({ [RELEASES_FILE]: fileSchema, [MEDIA_FILE]: fileSchema }),
  /** What could not be exported, by release and reason. */
  problems: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The size, lines and hash of a file as they are now; read in parts, however large it is. */
export async function measure(folder: string, name: string): Promise<z.infer<typeof fileSchema>> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  for await (const part of createReadStream(join(folder, name))) {
    if (!Buffer.isBuffer(part)) continue;
    hash.update(part);
    bytes += part.length;
    for (const byte of part) if (byte === 0x0a) lines += 1;
  }
  return { bytes, lines, sha256: hash.digest('hex') };
}

/** Each line of a file of an export as JSON; undefined for one that is none. */
export async function* linesOf(folder: string, name: string): AsyncGenerator {
  const input = createReadStream(join(folder, name));
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield parsed(line);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
