import type { Head } from '#domain/release/head.ts';
import { releaseIdOf, stemOf } from '#domain/release/release-id.ts';
import type { Resolved } from './resolve-release.ts';

/**
 * Whether a key came to its release as a copy that another living key carries too: authors begin a new story with last
 * week's file under a new name, and what they then write under that name is its own (docs/adr/0023).
 */
export function isCopy(
  { releaseId, resolvedBy }: Resolved,
  head: Head | undefined,
  { key, path }: { key: string; path: string },
): boolean {
  if (head === undefined || resolvedBy !== 'source') return false;
  if (releaseIdOf(head.newsroom, stemOf(path)) === releaseId) return false;
  return Object.entries(head.sources).some(([other, { live }]) => other !== key && live);
}
