import type { DropVersion } from '#ports/drop-bucket.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { untilWritten } from '#platform/until-written.ts';

/** Last of all: what this key had up to here is done. */
export async function markTaken(
  deps: Pick<IngestDeps, 'sources'>,
  key: string,
  { versionId, at }: DropVersion,
): Promise<void> {
  await untilWritten(key, async () => {
    const source = await deps.sources.getSource(key);
    const rev = source?.rev ?? 0;
    const next = { ...source, key, rev: rev + 1, taken: { versionId, at } };
    return (await deps.sources.putSource(next, rev)) === 'written' ? 'done' : undefined;
  });
}
