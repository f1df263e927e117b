import { readFileSync } from 'node:fs';

const MAX_KEY_BYTES = 1024;

/** Hostile keys that S3 itself accepts: well-formed text of at most 1,024 bytes. */
export const S3_KEYS: readonly string[] = (
  JSON.parse(readFileSync(new URL('../vectors/s3-keys-bad.json', import.meta.url), 'utf8')) as string[]
).filter((key) => key.isWellFormed() && Buffer.byteLength(key) < MAX_KEY_BYTES - 10);
