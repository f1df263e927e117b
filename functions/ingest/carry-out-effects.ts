import { pointersOf } from '#domain/feed/pointers-of.ts';
import type { Head } from '#domain/release/head.ts';
import { isStillImported } from '#domain/release/still-imported.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { killKilledContent } from './kill-killed-content.ts';
import { promptTime } from './prompt-time.ts';
import { publishDocuments } from './publish-documents.ts';
import { putTimeDue } from './put-head.ts';

/**
 * Makes the world follow LATEST as it is now, whole and in the order of SEMANTICS "ingest" 7: content that was killed
 * meanwhile, the due item of its time, pointers, page and JSON, feed prompts, announce. All of it may be done again.
 * `look` is the number of the second look that asks for it.
 */
export async function carryOutEffects(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
  look?: number,
): Promise<void> {
  await killKilledContent(deps, releaseId, wake);
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined) return;
  await putTimeDue(deps, head);
  if (head.firstPublicAt !== undefined) {
    for (const pointer of pointersOf(head)) await deps.feeds.putPointer(pointer);
    await publishDocuments(deps, head, look !== undefined);
    await promptBuilders(deps, head, look !== undefined);
  }
  await promptTime(deps, head, wake);
  const announce = { prompt: 'announce', releaseId } as const;
  await deps.prompts.send('changes', [look === undefined ? announce : { ...announce, look }]);
}

/**
 * Every feed that it ever belonged to, since one that it left must drop it; and the pages that list it. An imported
 * release was news elsewhere: no hub is to tell of it (ADR 29).
 */
async function promptBuilders(deps: IngestDeps, head: Head, isLook: boolean): Promise<void> {
  const look = isLook ? ({ look: true } as const) : {};
  const quiet = isStillImported(head) ? ({ quiet: true } as const) : {};
  await deps.prompts.send('feeds', [
    ...head.feedsEver.map((feedId) => ({ prompt: 'feed', feedId, ...look, ...quiet }) as const),
    { prompt: 'index', newsroom: head.newsroom, ...look },
    { prompt: 'index', newsroom: 'network', ...look },
  ]);
}
