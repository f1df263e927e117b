import { isDifferentStory } from '#domain/release/different-story.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import type { IngestDeps } from './ingest-deps.ts';

/** Whether an upload's words are those of another story than the ones that stand; read only where it could matter. */
export async function tellsAnotherStory(
  deps: Pick<IngestDeps, 'releases'>,
  head: Head | undefined,
  upload: { draft: Draft; textHash: string },
): Promise<boolean> {
  if (head === undefined || head.textHash === upload.textHash || upload.draft.change.said) return false;
  const standing = await deps.releases.getVersion(head.releaseId, head.contentVersion);
  return standing?.content !== undefined && isDifferentStory(standing.content, upload.draft);
}
