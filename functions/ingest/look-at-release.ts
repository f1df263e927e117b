import { decideTime } from '#domain/release/decide-time.ts';
import { compareInstants, laterInstant } from '#domain/release/instant.ts';
import type { UploadPrompt } from '#domain/prompt/prompt.ts';
import type { Origin } from '#domain/release/version.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { foldKey } from './fold-key.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { putSameContent } from './put-same-content.ts';
import { untilWritten } from '#platform/until-written.ts';

type ReleasePrompt = Extract<UploadPrompt, { prompt: 'release' }>;

/** SQS keeps a message back for at most this long. */
const MOST_DELAY_SECONDS = 900;

/** Looks at one release for the reason that the prompt names, then carries out its effects again. */
export async function lookAtRelease(deps: IngestDeps, prompt: ReleasePrompt, wake: Wake): Promise<void> {
  const { releaseId } = prompt;
  switch (prompt.why) {
    case 'time': {
      const came = await untilWritten(releaseId, () => letTimeCome(deps, releaseId, wake));
      return came === 'too-early' ? undefined : carryOutEffects(deps, releaseId, wake);
    }
    case 'deletion':
      await foldItsKeys(deps, releaseId, wake);
      await untilWritten(releaseId, () => withdrawIfNoKeyLives(deps, releaseId, wake));
      return carryOutEffects(deps, releaseId, wake);
    case 'killed-content':
      return carryOutEffects(deps, releaseId, wake);
    case 'look':
      await foldItsKeys(deps, releaseId, wake);
      return carryOutEffects(deps, releaseId, wake, prompt.look ?? 1);
  }
}

async function letTimeCome(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'done' | 'too-early' | undefined> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined) return 'done';
  const nowMs = deps.clock.now();
  const decision = decideTime(head, { nowMs, firstReceivedMs: wake.firstReceivedMs });
  switch (decision.kind) {
    case 'nothing':
      return 'done';
    case 'too-early': {
      const rest = Math.ceil((Date.parse(decision.at) - Math.min(nowMs, wake.firstReceivedMs)) / 1000) + 1;
      const delaySeconds = Math.min(Math.max(rest, 1), MOST_DELAY_SECONDS);
      await deps.prompts.send('uploads', [{ prompt: 'release', releaseId, why: 'time' }], { delaySeconds });
      return 'too-early';
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

/**
 * What came after the last thing that LATEST has of each key, taken or not: whoever was paused before it wrote LATEST
 * may have written what others had seen deleted.
 */
async function foldItsKeys(deps: IngestDeps, releaseId: string, wake: Wake): Promise<void> {
  const head = await deps.releases.getHead(releaseId);
  for (const [key, last] of Object.entries(head?.sources ?? {})) await foldKey(deps, key, wake, last);
}

async function withdrawIfNoKeyLives(
  deps: IngestDeps,
  releaseId: string,
  wake: Wake,
): Promise<'done' | undefined> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined || head.state === 'withdrawn' || head.state === 'killed') return 'done';
  const sources = Object.entries(head.sources);
  if (sources.some(([, source]) => source.live)) return 'done';
  const [key, last] = sources.reduce((a, b) => (compareInstants(a[1].at, b[1].at) >= 0 ? a : b));
  const at = laterInstant(last.at, head.uploadedAt);
  const origin: Origin = { by: 'deletion', key, versionId: last.versionId };
  const change = { state: 'withdrawn', kind: 'withdrawal', at, origin } as const;
  const withdrawn = { at, by: 'deletion' } as const;
  const written = await putSameContent(deps, { ...head, withdrawn }, change, wake);
  return written === 'written' ? 'done' : undefined;
}
