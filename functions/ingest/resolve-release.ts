import type { Draft } from '#domain/release/draft.ts';
import { releaseIdOf, stemOf } from '#domain/release/release-id.ts';
import type { Source } from '#domain/release/source.ts';
import type { IngestDeps } from './ingest-deps.ts';

export type Resolved = { releaseId: string; resolvedBy: 'id' | 'source' | 'claim' | 'stem' };

/**
 * Which release an upload speaks of (SEMANTICS "ingest" 2): its explicit `id:`, else the one its key has, else for a
 * key without one the release that carries the same words (a copy or a rename), else the name of the key.
 */
export async function resolveRelease(
  deps: Pick<IngestDeps, 'sources' | 'releases'>,
  upload: { draft: Draft; path: string; source: Source | undefined; textHash: string },
): Promise<Resolved> {
  const { draft, source, textHash } = upload;
  if (draft.id !== undefined) return { releaseId: releaseIdOf(draft.newsroom, draft.id), resolvedBy: 'id' };
  if (source?.releaseId !== undefined) return { releaseId: source.releaseId, resolvedBy: 'source' };
  const claim = await deps.sources.getClaim(textHash, draft.newsroom);
  if (claim !== undefined) {
    const claimed = await deps.releases.getHead(claim.releaseId);
    if (claimed === undefined || claimed.textHash === textHash) {
      return { releaseId: claim.releaseId, resolvedBy: 'claim' };
    }
  }
  return { releaseId: releaseIdOf(draft.newsroom, stemOf(upload.path)), resolvedBy: 'stem' };
}
