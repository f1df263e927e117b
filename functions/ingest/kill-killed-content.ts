import { wordsFor } from '#domain/site/words.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { putSameContent } from './put-same-content.ts';
import { untilWritten } from '#platform/until-written.ts';

/**
 * A release whose words were killed elsewhere, perhaps while it was being written, is killed too (H12); a withdrawn one as
 * well, whose notices repeat its headline and whose versions' JSON can still be read. Partners and readers are told so in
 * its newsroom's language, and not where: the other release may be another newsroom's.
 */
export async function killKilledContent(
  deps: Pick<IngestDeps, 'releases' | 'sources' | 'newsrooms' | 'due'>,
  releaseId: string,
  wake: Wake,
): Promise<void> {
  await untilWritten(releaseId, async () => {
    const head = await deps.releases.getHead(releaseId);
    if (head === undefined || head.state === 'killed') return 'done';
    const killed = await deps.sources.getKilled(head.textHash);
    if (killed === undefined) return 'done';
    const language = (await deps.newsrooms.getNewsroom(head.newsroom))?.language ?? head.language;
    const reason = wordsFor(language).killedElsewhere;
    const change = {
      state: 'killed',
      kind: 'kill',
      at: killed.at,
      origin: { by: 'killed-content', hash: killed.hash },
      note: reason,
    } as const;
    const next = { ...head, killed: { at: killed.at, reason } };
    return (await putSameContent(deps, next, change, wake)) === 'written' ? 'done' : undefined;
  });
}
