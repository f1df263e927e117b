import { decideTime } from '#domain/release/decide-time.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { promptTimeAgain } from './prompt-time.ts';
import { putSameContent } from './put-same-content.ts';

/** What a time that has come makes of a release: by `decideTime`, on `rev`. Undefined when a write was refused. */
export async function letTimeCome(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'done' | 'too-early' | undefined> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined) return 'done';
  const decision = decideTime(head, { nowMs: deps.clock.now(), firstReceivedMs: wake.firstReceivedMs });
  switch (decision.kind) {
    case 'nothing':
      return 'done';
    case 'too-early':
      await promptTimeAgain(deps, head, decision.at, wake);
      return 'too-early';
    case 'end-notice': {
      const ended = { ...head, noticeEndedAt: decision.at, rev: head.rev + 1 };
      return (await deps.releases.putHead(ended, head.rev)) === 'written' ? 'done' : undefined;
    }
    case 'version': {
      const { state, changeKind: kind, at } = decision;
      const change = { state, kind, at, origin: { by: 'time', at } } as const;
      const firstPublic = kind === 'lift' ? { firstPublicAt: decision.firstPublicAt } : {};
      const written = await putSameContent(deps, { ...head, ...firstPublic }, change, wake);
      return written === 'written' ? 'done' : undefined;
    }
  }
}
