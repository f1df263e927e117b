import type { IngestDeps } from './ingest-deps.ts';

/**
 * Puts KILLED for the words of every version of a release, before LATEST says so, and prompts the releases of all
 * newsrooms that carry the same words (SEMANTICS "ingest", Commands).
 */
export async function killContent(
  deps: Pick<IngestDeps, 'releases' | 'sources' | 'prompts'>,
  releaseId: string,
  at: string,
): Promise<void> {
  const head = await deps.releases.getHead(releaseId);
  const hashes = new Set<string>(head === undefined ? [] : [head.textHash]);
  for (let number = head?.version ?? 0; number > 0;) {
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
