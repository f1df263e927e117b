import type { Origin, Version } from '#domain/release/version.ts';
import type { ReleaseStore } from '#ports/release-store.ts';

/**
 * Puts VERSION under the next free number after `prev` and gives what stands there: a number taken by another change
 * is skipped; one that a crashed run of the same change put is taken up again (SEMANTICS, VERSION#n), unless what it says
 * is another thing now, since a picture came between the two.
 */
export async function putVersion(
  releases: ReleaseStore,
  prev: number,
  make: (number: number) => Version,
): Promise<Version> {
  for (let number = prev + 1; ; number += 1) {
    const version = make(number);
    if ((await releases.putVersion(version)) === 'written') return version;
    const standing = await releases.getVersion(version.releaseId, number);
    const isMine = standing?.prev === prev && standing.hash === version.hash;
    if (isMine && sameOrigin(standing.origin, version.origin)) return standing;
  }
}

function sameOrigin(a: Origin, b: Origin): boolean {
  switch (a.by) {
    case 'upload':
    case 'command':
    case 'deletion':
      return b.by === a.by && b.key === a.key && b.versionId === a.versionId;
    case 'time':
      return b.by === 'time' && b.at === a.at;
    case 'picture':
      return b.by === 'picture' && b.key === a.key && b.versionId === a.versionId;
    case 'killed-content':
      return b.by === 'killed-content' && b.hash === a.hash;
    case 'sanitizer':
      return b.by === 'sanitizer';
  }
}
