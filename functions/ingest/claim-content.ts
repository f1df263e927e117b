import type { Head } from '#domain/release/head.ts';
import type { Written } from '#ports/written.ts';
import type { IngestDeps } from './ingest-deps.ts';

/**
 * Makes a release the one that carries these words in its newsroom. A claim is taken over only from a release that
 * does not live or has other words now (SEMANTICS, H12); kept by another, it is left to it and names this one too.
 */
export async function claimContent(
  deps: Pick<IngestDeps, 'sources' | 'releases'>,
  content: { textHash: string; newsroom: string; releaseId: string },
): Promise<Written> {
  const { textHash, newsroom, releaseId } = content;
  const claim = await deps.sources.getClaim(textHash, newsroom);
  if (claim?.releaseId === releaseId) return 'written';
  const rev = claim?.rev ?? 0;
  const next = { hash: textHash, newsroom, releaseId, rev: rev + 1 };
  if (claim === undefined) return deps.sources.putClaim(next, rev);
  const { others = [] } = claim;
  if (!carries(await deps.releases.getHead(claim.releaseId), textHash)) {
    return deps.sources.putClaim({ ...next, others: [...new Set([...others, claim.releaseId])] }, rev);
  }
  if (others.includes(releaseId)) return 'written';
  return deps.sources.putClaim({ ...claim, others: [...others, releaseId], rev: rev + 1 }, rev);
}

function carries(head: Head | undefined, textHash: string): boolean {
  return head !== undefined && head.state !== 'withdrawn' && head.textHash === textHash;
}
