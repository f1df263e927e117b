import { decidePictureWait } from '#domain/release/picture-wait.ts';
import { hashesOf } from '#domain/release/content-hash.ts';
import type { Content } from '#domain/release/content.ts';
import { compareInstants } from '#domain/release/instant.ts';
import { untilWritten } from '#platform/until-written.ts';
import { findStory } from './find-story.ts';
import type { DraftToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { receiptFor } from './receipt-for.ts';
import { writeWaitingReceipt } from './write-receipt.ts';

/**
 * What a text does whose pictures are not there (ADR 30): wait; or go on, with what stands beside the same words. Its due item is written before the message may go; then
 * SOURCE, so that the sweep does not take it for lost, and what its author reads meanwhile.
 */
export async function awaitPictures(
  deps: IngestDeps,
  work: DraftToFold,
  awaited: readonly string[],
): Promise<'waits' | { standing?: Content | undefined }> {
  const { upload, newsroom, draft, wake } = work;
  if (awaited.length === 0) return {};
  const { key, version, versions } = upload;
  const source = await deps.sources.getSource(key);
  const { textHash } = hashesOf(draft, []);
  const { releaseId, head } = await findStory(deps, { upload, draft, source, textHash });
  const decision = decidePictureWait({
    at: version.at,
    awaited,
    change: draft.change,
    isFollowed: versions.at(-1)?.versionId !== version.versionId,
    head,
    textHash,
    newsroom,
    moment: { nowMs: deps.clock.now(), firstReceivedMs: wake.firstReceivedMs },
  });
  if (decision.kind === 'go') return {};
  if (decision.kind === 'keep') {
    return { standing: head && (await deps.releases.getVersion(releaseId, head.contentVersion))?.content };
  }
  const { versionId } = version;
  const { until } = decision;
  await deps.due.putDue({
    dueAt: until,
    kind: 'picture',
    id: key,
    n: versionId,
    queue: 'uploads',
    prompt: { prompt: 'key', key },
  });
  await noteWait(deps, key, { versionId, until });
  const findings = awaited.map((found) => ({
    code: 'W_PICTURE_AWAITED',
    found: found.slice(0, 120),
    values: { until },
  }));
  await writeWaitingReceipt(deps, receiptFor(upload, newsroom.language, 'waiting', findings), versions);
  return 'waits';
}

async function noteWait(
  { sources }: Pick<IngestDeps, 'sources'>,
  key: string,
  waits: { versionId: string; until: string },
): Promise<void> {
  await untilWritten(key, async () => {
    const source = await sources.getSource(key);
    const { rev = 0 } = source ?? {};
    const noted = source?.waits;
    if (noted?.versionId === waits.versionId && compareInstants(noted.until, waits.until) === 0)
      return 'done';
    return (await sources.putSource({ ...source, key, rev: rev + 1, waits }, rev)) === 'written'
      ? 'done'
      : undefined;
  });
}
