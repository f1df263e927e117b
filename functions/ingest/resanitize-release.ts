import { hashesOf } from '#domain/release/content-hash.ts';
import type { Content } from '#domain/release/content.ts';
import type { Draft } from '#domain/release/draft.ts';
import type { Head } from '#domain/release/head.ts';
import { headWithVersion, withContent } from '#domain/release/next-head.ts';
import { resanitized, withCleanBody } from '#domain/release/resanitized.ts';
import { untilWritten } from '#platform/until-written.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { claimContent } from './claim-content.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { refuseWords } from './kill-content.ts';
import { putChangedHead } from './put-head.ts';
import { putVersion } from './put-version.ts';
import { readStanding } from './read-standing.ts';
import { rewriteVersions } from './rewrite-versions.ts';
import { versionsOf } from './versions-of.ts';

export type ResanitizedRelease = {
  releaseId: string;
  /** What became of the text that stands; what is unsettled was left as it is, what failed is not looked at to its end. */
  text: 'same' | 'changed' | 'unsettled' | 'failed';
  /** Versions whose JSON was written again. */
  documents: number[];
  /** What went wrong, where it failed. */
  reason?: string;
};
type Text = ResanitizedRelease['text'];
type Run = { wake: Wake; dryRun: boolean };

/**
 * Makes one release follow today's sanitizer (ADR 34): where the text that stands comes out otherwise, a minor version with
 * its effects, on `rev`; then the JSON of each older version that readers could have seen. A withdrawn release gets no
 * version, since it shows no text; of a killed one the words are refused as they read today, too. Doing it again does what
 * is not done. With `dryRun` nothing is written, and what would be is told.
 */
export async function resanitizeRelease(
  deps: IngestDeps,
  releaseId: string,
  run: Run,
): Promise<ResanitizedRelease> {
  const text = await untilWritten(releaseId, () => resanitizeText(deps, releaseId, run));
  if (text === 'changed' && !run.dryRun) await followText(deps, releaseId, run.wake);
  const { dryRun } = run;
  const leaveStanding = text === 'unsettled';
  return { releaseId, text, documents: await rewriteVersions(deps, releaseId, { dryRun, leaveStanding }) };
}

/** What was killed meanwhile is ingest's to carry out once more: the edge keeps what a command has not emptied it of. */
async function followText(deps: IngestDeps, releaseId: string, wake: Wake): Promise<void> {
  await carryOutEffects(deps, releaseId, wake);
  const { state } = (await deps.releases.getHead(releaseId)) ?? {};
  if (state === 'killed')
    await deps.prompts.send('uploads', [{ prompt: 'release', releaseId, why: 'killed-content' }]);
}

async function resanitizeText(deps: IngestDeps, releaseId: string, run: Run): Promise<Text | undefined> {
  const head = await deps.releases.getHead(releaseId);
  if (head === undefined || head.state === 'withdrawn') return 'same';
  if (head.state === 'killed') {
    if (!run.dryRun) await refuseCleanWords(deps, head);
    return 'same';
  }
  const standing = (await deps.releases.getVersion(releaseId, head.contentVersion))?.content;
  if (standing === undefined) return 'same';
  const again = await readStanding(deps, head);
  const now = resanitized(standing, again);
  if (now.kind !== 'changed') return now.kind;
  if (run.dryRun) return 'changed';
  const content = { ...standing, bodyHtml: now.bodyHtml };
  return (await putCleanVersion(deps, head, { content, again }, run.wake)) ? 'changed' : undefined;
}

/**
 * The version is dated right after the one before, not now: whom an endpoint that came since would be told of, and where
 * the entry stands, must not follow from a mend of ours. False where a write was refused.
 */
async function putCleanVersion(
  deps: IngestDeps,
  head: Head,
  { content, again }: { content: Content; again: Draft | undefined },
  wake: Wake,
): Promise<boolean> {
  const { releaseId, newsroom } = head;
  const { hash, textHash } = hashesNow(head, content, again);
  if ((await claimContent(deps, { textHash, newsroom, releaseId })) === 'refused') return false;
  const change = { state: head.state, kind: 'minor', at: head.updatedAt } as const;
  const { version } = await putVersion(deps.releases, head.version, (number) => ({
    ...change,
    releaseId,
    version: number,
    prev: head.version,
    contentVersion: number,
    origin: { by: 'sanitizer' },
    hash,
    textHash,
    content,
    ...(head.expires === undefined ? {} : { expires: head.expires }),
  }));
  const facts = { hash, textHash, feeds: head.feeds, contentVersion: version };
  const next = headWithVersion(withContent(head, content, facts), { ...change, version });
  return (await putChangedHead(deps, next, wake)) === 'written';
}

/**
 * Of what stands now, with what its file asks for beside it: the same file put again says nothing new where it reads as
 * what stands, and is news where it does not.
 */
function hashesNow(
  { newsroom, feeds }: Head,
  content: Content,
  again: Draft | undefined,
): { hash: string; textHash: string } {
  return hashesOf({ ...content, newsroom, ...askedFor(again) }, feeds);
}

function askedFor(
  draft: Draft | undefined,
): Pick<Draft, 'change' | 'publishAt' | 'embargoedUntil' | 'expires'> {
  if (draft === undefined) return { change: { kind: 'update' } };
  const { change, publishAt, embargoedUntil, expires } = draft;
  return {
    change,
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(embargoedUntil === undefined ? {} : { embargoedUntil }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** The same file must stay refused though today it reads otherwise. */
async function refuseCleanWords(deps: IngestDeps, head: Head): Promise<void> {
  const { releaseId, newsroom, killed } = head;
  const contents: Content[] = [];
  for await (const { content } of versionsOf(deps.releases, head)) {
    if (content !== undefined) contents.push(withCleanBody(content));
  }
  const again = await readStanding(deps, head);
  const all = again === undefined ? contents : [...contents, again];
  const hashes = all.map(
    (content) => hashesOf({ ...content, newsroom, change: { kind: 'update' } }, []).textHash,
  );
  await refuseWords(deps, { hashes: new Set(hashes), releaseId, at: killed?.at ?? head.updatedAt });
}
