import type { Head } from '#domain/release/head.ts';
import type { ReleaseStore } from '#ports/release-store.ts';

/** The note that goes along with a telling: that of its `noteVersion`, or none. */
export async function readNote(
  releases: Pick<ReleaseStore, 'getVersion'>,
  latest: Head,
  noteVersion: number | undefined,
): Promise<string | undefined> {
  if (noteVersion === undefined) return undefined;
  return noteVersion === latest.version
    ? latest.note
    : (await releases.getVersion(latest.releaseId, noteVersion))?.note;
}
