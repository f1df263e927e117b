import type { UploadPrompt } from '#domain/prompt/prompt.ts';
import type { Head } from '#domain/release/head.ts';
import { laterInstant } from '#domain/release/instant.ts';
import { isOnItsWay } from '#domain/release/on-its-way.ts';
import { untilWritten } from '#platform/until-written.ts';
import { answerRemoval } from './answer-removal.ts';
import { buryKilledWords } from './bury-killed-words.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { endRemoval } from './end-removal.ts';
import { lookAtPictures } from './follow-pictures.ts';
import { foldKey } from './fold-key.ts';
import { isReadable } from '#domain/site/release-view.ts';
import { publishMedia } from './publish-media.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { leaveRelease } from './leave-release.ts';
import { letTimeCome } from './let-time-come.ts';
import { putOffDeletion } from './put-off-deletion.ts';

type ReleasePrompt = Extract<UploadPrompt, { prompt: 'release' }>;

/** Looks at one release for the reason that the prompt names, then carries out its effects again. */
export async function lookAtRelease(deps: IngestDeps, prompt: ReleasePrompt, wake: Wake): Promise<void> {
  const { releaseId } = prompt;
  switch (prompt.why) {
    case 'time': {
      const came = await untilWritten(releaseId, () => letTimeCome(deps, releaseId, wake));
      return came === 'too-early' ? undefined : carryOutEffects(deps, releaseId, wake);
    }
    case 'deletion':
      if ((await foldItsKeys(deps, releaseId, wake)).waits && (await putOffDeletion(deps, prompt))) return;
      await untilWritten(releaseId, () => endRemoval(deps, releaseId, wake));
      await answerRemoval(deps, releaseId);
      return carryOutEffects(deps, releaseId, wake);
    case 'media': {
      const head = await deps.releases.getHead(releaseId);
      if (head === undefined || !isReadable(head)) return;
      const standing = await deps.releases.getVersion(releaseId, head.contentVersion);
      return publishMedia(deps, releaseId, standing?.content, true);
    }
    case 'killed-content':
      await carryOutEffects(deps, releaseId, wake);
      return buryKilledWords(deps, releaseId);
    case 'look': {
      const { changed, newestAt } = await foldItsKeys(deps, releaseId, wake);
      if (newestAt !== undefined && !isOnItsWay(newestAt, deps.clock.now())) deps.countRepair('upload');
      // What follows from it is no repair, and it has a second look of its own.
      if (changed === 'version') return;
      // A picture whose prompt was lost.
      if ((await lookAtPictures(deps, releaseId, wake)) === 'changed') deps.countRepair('late-picture');
      return carryOutEffects(deps, releaseId, wake, prompt.look ?? 1);
    }
  }
}

/**
 * What came after the last thing that LATEST has of each key, taken or not: whoever was paused before it wrote LATEST
 * may have written what others had seen deleted. `changed` is what LATEST has that is new: an upload that says nothing
 * new writes it too; `newestAt` S3's time of the newest of
 * it; `waits` if a key has a version that is still to be opened.
 */
async function foldItsKeys(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<{ changed: 'nothing' | 'sources' | 'version'; waits: boolean; newestAt?: string }> {
  const head = await deps.releases.getHead(releaseId);
  let waits = false;
  for (const [key, last] of Object.entries(head?.sources ?? {})) {
    const folded = await foldKey(deps, key, wake, last);
    waits ||= folded === 'waits';
    await leaveIfMoved(deps, releaseId, key);
  }
  const now = await deps.releases.getHead(releaseId);
  if (now?.rev === head?.rev) return { changed: 'nothing', waits };
  const changed = now?.version === head?.version ? 'sources' : 'version';
  const newestAt = newestFolded(head, now);
  return { changed, waits, ...(newestAt === undefined ? {} : { newestAt }) };
}

/**
 * S3's time of the newest thing that LATEST has of a key now, and had not before. That a key which had gone has gone
 * elsewhere since is nothing new.
 */
function newestFolded(before: Head | undefined, now: Head | undefined): string | undefined {
  const times = Object.entries(now?.sources ?? {})
    .filter(([key, { versionId }]) => before?.sources[key]?.versionId !== versionId)
    .filter(([key, { live }]) => live || before?.sources[key]?.live === true)
    .map(([, { at }]) => at);
  return times.length === 0 ? undefined : times.reduce(laterInstant);
}

/** The key went to another release while this one had no LATEST that could be told so. */
async function leaveIfMoved(deps: IngestDeps, releaseId: string, key: string): Promise<void> {
  const source = await deps.sources.getSource(key);
  const { taken } = source ?? {};
  if (taken === undefined || source?.releaseId === undefined || source.releaseId === releaseId) return;
  const versions = await deps.drop.listVersions(key);
  const newest = versions.find(({ versionId }) => versionId === taken.versionId);
  if (newest !== undefined) await leaveRelease(deps, releaseId, key, newest, versions);
}
