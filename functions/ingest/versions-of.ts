import type { Head } from '#domain/release/head.ts';
import type { Version } from '#domain/release/version.ts';
import type { ReleaseStore } from '#ports/release-store.ts';

/** Every version of a release's chain, newest first, those that LATEST no longer lists included. */
export async function* versionsOf(
  releases: Pick<ReleaseStore, 'getVersion'>,
  { releaseId, version: newest }: Pick<Head, 'releaseId' | 'version'>,
): AsyncGenerator<Version> {
  for (let number = newest; number > 0;) {
    const version = await releases.getVersion(releaseId, number);
    if (version === undefined) return;
    yield version;
    number = version.prev;
  }
}
