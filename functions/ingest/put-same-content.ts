import type { ChangeKind, Head, ReleaseState } from '#domain/release/head.ts';
import { headWithVersion } from '#domain/release/next-head.ts';
import type { Origin } from '#domain/release/version.ts';
import type { Written } from '#ports/written.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { putChangedHead } from './put-head.ts';
import { putVersion } from './put-version.ts';

export type SameContentChange = {
  state: ReleaseState;
  kind: ChangeKind;
  at: string;
  origin: Origin;
  note?: string;
};

/**
 * A new version that changes what a release is, not what it says: its VERSION only points at the content. `head` is
 * LATEST as it was read, with what else the change settles.
 */
export async function putSameContent(
  deps: Pick<IngestDeps, 'due' | 'releases'>,
  head: Head,
  { origin, ...change }: SameContentChange,
  wake: Wake,
): Promise<Written> {
  const { releaseId, contentVersion, hash, textHash } = head;
  const version = await putVersion(deps.releases, head.version, (number) => ({
    releaseId,
    version: number,
    prev: head.version,
    contentVersion,
    origin,
    hash,
    textHash,
    ...change,
  }));
  return putChangedHead(deps, headWithVersion(head, { version: version.version, ...change }), wake);
}
