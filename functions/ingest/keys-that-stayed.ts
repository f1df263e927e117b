import type { Head } from '#domain/release/head.ts';
import type { IngestDeps } from './ingest-deps.ts';

/**
 * The release with the keys that only seemed to leave it, or undefined where all that left have left: a worker writes
 * that a key has gone before it names the key's next release, and by then the upload may have been refused there. Such
 * a key still names this one. To be asked after its keys were folded, so that no upload is under way (ADR 10).
 */
export async function withKeysThatStayed(
  { drop, sources }: Pick<IngestDeps, 'drop' | 'sources'>,
  head: Head,
): Promise<Head | undefined> {
  const stayed: Head['sources'] = {};
  for (const [key, last] of Object.entries(head.sources)) {
    if (last.live || (await sources.getSource(key))?.releaseId !== head.releaseId) continue;
    const version = (await drop.listVersions(key)).find(({ versionId }) => versionId === last.versionId);
    if (version?.marker === false) stayed[key] = { ...last, live: true };
  }
  if (Object.keys(stayed).length === 0) return undefined;
  return { ...head, sources: { ...head.sources, ...stayed } };
}
