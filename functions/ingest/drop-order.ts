import type { DropVersion } from '#ports/drop-bucket.ts';
import { compareInstants } from '#domain/release/instant.ts';

/** The last version of a key that something was made of. */
export type Folded = { versionId: string; at: string };

/**
 * Whether a version of a key is the one that was folded last, or comes before it, in S3's order. A version that S3
 * lists no longer (an old one, cleaned up) is placed by its time.
 */
export function isFolded(version: DropVersion, last: Folded, versions: readonly DropVersion[]): boolean {
  const place = versions.findIndex((other) => other.versionId === last.versionId);
  if (place < 0) return compareInstants(version.at, last.at) <= 0;
  return versions.findIndex((other) => other.versionId === version.versionId) <= place;
}
