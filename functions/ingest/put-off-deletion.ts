import type { UploadPrompt } from '#domain/prompt/prompt.ts';
import { plusSeconds } from '#domain/release/instant.ts';
import type { IngestDeps } from './ingest-deps.ts';

type ReleasePrompt = Extract<UploadPrompt, { prompt: 'release' }>;

/** As long as the grace of a deletion. */
const STEP_SECONDS = 60;
/** Convert takes seconds; when it takes this many minutes, a deletion waits no longer, and the upload restores. */
const MOST_TIMES = 10;

/**
 * A look that may withdraw waits while an upload under one of the release's keys is still to be opened: withdrawn and
 * restored within a minute, a release would be taken down by every partner for nothing. False once it has waited for
 * long enough. The time follows from the deletion and the count, so that a redo writes the same item.
 */
export async function putOffDeletion(
  deps: Pick<IngestDeps, 'due' | 'releases'>,
  { releaseId, look = 0 }: ReleasePrompt,
): Promise<boolean> {
  const head = await deps.releases.getHead(releaseId);
  const left = Object.values(head?.sources ?? {}).flatMap(({ live, at }) => (live ? [] : [at]));
  const last = left.toSorted().at(-1);
  if (last === undefined || look >= MOST_TIMES) return false;
  await deps.due.putDue({
    dueAt: plusSeconds(last, STEP_SECONDS * (look + 2)),
    kind: 'deletion',
    id: releaseId,
    n: `waits-${look + 1}`,
    queue: 'uploads',
    prompt: { prompt: 'release', releaseId, why: 'deletion', look: look + 1 },
  });
  return true;
}
