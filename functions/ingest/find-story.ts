import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import { releaseIdOf, stemOf } from '#domain/release/release-id.ts';
import type { Source } from '#domain/release/source.ts';
import type { UploadToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { isCopy } from './is-copy.ts';
import { resolveRelease, type Resolved } from './resolve-release.ts';
import { sourceFor } from './settle-source.ts';
import { tellsAnotherStory } from './tells-another-story.ts';

type StoryToFind = { upload: UploadToFold; draft: Draft; source: Source | undefined; textHash: string };
type Story = Resolved & { head: Head | undefined; differentStory: boolean };

/** The release that an upload speaks of, and whether it tells another story than stands there; a copy's is its own. */
export async function findStory(deps: IngestDeps, { upload, source, ...words }: StoryToFind): Promise<Story> {
  const { key, path } = upload;
  const told = { key, path, source: sourceFor(source, upload), ...words };
  const resolved = await resolveRelease(deps, told);
  const head = await deps.releases.getHead(resolved.releaseId);
  const differentStory = await tellsAnotherStory(deps, head, told);
  if (!differentStory || !isCopy(resolved, head, told)) return { ...resolved, head, differentStory };
  const releaseId = releaseIdOf(words.draft.newsroom, stemOf(path));
  const own = await deps.releases.getHead(releaseId);
  return {
    releaseId,
    resolvedBy: 'stem',
    head: own,
    differentStory: await tellsAnotherStory(deps, own, told),
  };
}
