import type { DropVersion } from '#ports/drop-bucket.ts';
import { isFolded } from './drop-order.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { untilWritten } from '#platform/until-written.ts';

/**
 * Last of all: what this key had up to here is done. A slower worker never takes back what a faster one has taken, and
 * is told that it was overtaken.
 */
export async function markTaken(
  deps: Pick<IngestDeps, 'sources'>,
  key: string,
  version: DropVersion,
  versions: readonly DropVersion[],
): Promise<'taken' | 'overtaken'> {
  const { versionId, at } = version;
  return untilWritten(key, async () => {
    const source = await deps.sources.getSource(key);
    if (source?.taken !== undefined && isFolded(version, source.taken, versions)) {
      return source.taken.versionId === versionId ? 'taken' : 'overtaken';
    }
    const rev = source?.rev ?? 0;
    const next = { ...source, key, rev: rev + 1, taken: { versionId, at } };
    return (await deps.sources.putSource(next, rev)) === 'written' ? 'taken' : undefined;
  });
}
