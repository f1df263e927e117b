import type { Head, VersionMark } from '../release/head.ts';

/**
 * The links of the chain after version `after`, oldest first, as far as they are known, and the version of the link
 * that is still to be read before them. Follows `prev` from LATEST, since only that chain counts (SEMANTICS).
 */
export function chainSince(
  head: Head,
  after: number,
  read: readonly VersionMark[] = [],
): { since: VersionMark[]; missing?: number } {
  const links = new Map([...read, ...head.chain].map((link) => [link.version, link]));
  const since: VersionMark[] = [];
  let version = head.version;
  while (version > after && version > 0) {
    const link = links.get(version);
    if (link === undefined) return { since: since.toReversed(), missing: version };
    since.push(link);
    version = link.prev;
  }
  return { since: since.toReversed() };
}
