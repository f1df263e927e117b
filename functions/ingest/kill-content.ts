import type { Head } from '#domain/release/head.ts';
import type { IngestDeps } from './ingest-deps.ts';

/**
 * Puts KILLED for the words of every version up to `head`, before LATEST says so on its rev, and prompts the releases of all
 * newsrooms that carry the same words (SEMANTICS "ingest", Commands).
 */
export async function killContent(
  deps: Pick<IngestDeps, 'releases' | 'sources' | 'prompts'>,
  { releaseId, textHash, version: newest }: Head,
  at: string,
): Promise<void> {
  const hashes = new Set<string>([textHash]);
  for (let number = newest; number > 0;) {
    const version = await deps.releases.getVersion(releaseId, number);
    if (version === undefined) break;
    hashes.add(version.textHash);
    number = version.prev;
  }
  for (const hash of hashes) {
    await deps.sources.putKilled({ hash, releaseId, at });
    const claims = await deps.sources.listClaims(hash);
    const carriers = new Set(claims.flatMap((claim) => [claim.releaseId, ...(claim.others ?? [])]));
    const others = [...carriers].filter((carrier) => carrier !== releaseId);
    await deps.prompts.send(
      'uploads',
      others.map((carrier) => ({ prompt: 'release', releaseId: carrier, why: 'killed-content' })),
    );
  }
}
