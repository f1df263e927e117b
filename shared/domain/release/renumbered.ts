import type { Head } from './head.ts';
import type { Version } from './version.ts';

/**
 * A release whose newest version takes a greater number, for a log that was told again and came to fewer versions
 * than partners were told of: whoever holds `atLeast` would drop the next correction as an older one. Undefined where
 * its number is high enough.
 */
export function renumbered(
  head: Head,
  newest: Version,
  atLeast: number,
): { head: Head; version: Version } | undefined {
  if (head.version >= atLeast) return undefined;
  const contentVersion = head.contentVersion === head.version ? atLeast : head.contentVersion;
  const chain = head.chain.map((mark) =>
    mark.version === head.version ? { ...mark, version: atLeast } : mark,
  );
  return {
    head: { ...head, rev: head.rev + 1, version: atLeast, contentVersion, chain },
    version: { ...newest, version: atLeast, contentVersion },
  };
}
