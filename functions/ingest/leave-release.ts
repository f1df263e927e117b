import type { Head } from '#domain/release/head.ts';
import { plusSeconds } from '#domain/release/instant.ts';
import { withSource } from '#domain/release/next-head.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { withRemoval } from '#domain/release/removals.ts';
import { isFolded } from './drop-order.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { untilWritten } from '#platform/until-written.ts';

/** How long a deletion waits for a restore or the copy of a rename before it withdraws. */
const GRACE_SECONDS = 60;

/**
 * A key stops speaking for a release: it was deleted, or its file names another `id:`. The look that may withdraw the
 * release is due a grace later, and is written before LATEST.
 */
export async function leaveRelease(
  deps: Pick<IngestDeps, 'due' | 'releases' | 'sources'>,
  releaseId: string,
  key: string,
  version: DropVersion,
  versions: readonly DropVersion[],
): Promise<void> {
  await untilWritten(releaseId, async () => {
    const head = await deps.releases.getHead(releaseId);
    const last = head?.sources[key];
    if (head === undefined || last === undefined || isFolded(version, last, versions)) return 'done';
    await deps.due.putDue({
      dueAt: plusSeconds(version.at, GRACE_SECONDS),
      kind: 'deletion',
      id: releaseId,
      n: version.versionId,
      queue: 'uploads',
      prompt: { prompt: 'release', releaseId, why: 'deletion' },
    });
    if (version.marker) await noteRemoval(deps, head, version.at);
    const { versionId, at } = version;
    const next = withSource(head, { key, versionId, at, live: false, upload: false });
    const written = await deps.releases.putHead({ ...next, rev: head.rev + 1 }, head.rev);
    return written === 'written' ? 'done' : undefined;
  });
}

/** A deletion is counted before LATEST forgets that the key lived, so that the look after the grace knows of all. */
async function noteRemoval(
  deps: Pick<IngestDeps, 'sources'>,
  { newsroom, releaseId }: Head,
  at: string,
): Promise<void> {
  await untilWritten(newsroom, async () => {
    const known = await deps.sources.getRemovals(newsroom);
    const rev = known?.rev ?? 0;
    const next = withRemoval({ newsroom, removed: known?.removed ?? [], rev: rev + 1 }, { releaseId, at });
    return (await deps.sources.putRemovals(next, rev)) === 'written' ? 'done' : undefined;
  });
}
