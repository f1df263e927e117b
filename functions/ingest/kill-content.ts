import type { Head } from '#domain/release/head.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { versionsOf } from './versions-of.ts';

/**
 * Puts KILLED for the words of every version up to `head`, before LATEST says so on its rev, and prompts the releases of all
 * newsrooms that carry the same words (SEMANTICS "ingest", Commands).
 */
export async function killContent(
  deps: Pick<IngestDeps, 'releases' | 'sources' | 'prompts'>,
  head: Head,
  at: string,
): Promise<void> {
  const hashes = new Set<string>([head.textHash]);
  for await (const { textHash } of versionsOf(deps.releases, head)) hashes.add(textHash);
  await refuseWords(deps, { hashes, releaseId: head.releaseId, at });
}

/** Puts KILLED for words, and prompts the other releases that carry them. */
export async function refuseWords(
  deps: Pick<IngestDeps, 'sources' | 'prompts'>,
  { hashes, releaseId, at }: { hashes: ReadonlySet<string>; releaseId: string; at: string },
): Promise<void> {
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
