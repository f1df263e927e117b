import { feedsOf } from '#domain/feed/feed-id.ts';
import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';
import { settlePictures, type JudgedText } from '#domain/formats/settle-pictures.ts';
import { hashesOf } from '#domain/release/content-hash.ts';
import { decideRelease, type FoldedUpload, type ReleaseDecision } from '#domain/release/decide.ts';
import type { Draft } from '#domain/release/draft.ts';
import { picturesOn } from '#domain/release/content.ts';
import type { ChangeKind, Head } from '#domain/release/head.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { needsReview } from '#domain/release/review.ts';
import { withSource } from '#domain/release/next-head.ts';
import { releaseIdOf, stemOf } from '#domain/release/release-id.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import type { RefusedBefore, Source } from '#domain/release/source.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { awaitPictures } from './await-pictures.ts';
import { isFolded } from './drop-order.ts';
import { findPictures } from './find-pictures.ts';
import { foldPicture } from './fold-picture.ts';
import { isCopy } from './is-copy.ts';
import { foldVersion } from './fold-version.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { leaveRelease } from './leave-release.ts';
import { foldedReceipt, receiptFor, stateAtUpload } from './receipt-for.ts';
import { untilWritten } from '#platform/until-written.ts';
import { previewOf } from './preview-of.ts';
import { readVersion } from './read-version.ts';
import { resolveRelease, type Resolved } from './resolve-release.ts';
import { tellsAnotherStory } from './tells-another-story.ts';

/** One upload on its way into the table. */
export type UploadToFold = {
  key: string;
  newsroomId: string;
  path: string;
  version: DropVersion;
  /** All versions of the key, oldest first. */
  versions: readonly DropVersion[];
  /** When a second person approved it: it counts as if it had been uploaded then. */
  approvedAt?: string;
};

/**
 * What folding one version of a key left to do: the releases whose effects are due, and the answer to the author. It
 * `waits` while convert has not opened it: then neither it nor a later version of the key is folded. `preview` is what
 * readers would see of it.
 */
export type Folded = { touched: string[]; receipt?: Receipt; preview?: ReleaseView; waits?: true };

/** Folds one upload into its release (SEMANTICS "ingest, for a key" 2–6); a refused one changes nothing. */
export async function foldUpload(deps: IngestDeps, upload: UploadToFold, wake: Wake): Promise<Folded> {
  const newsroom = await deps.newsrooms.getNewsroom(upload.newsroomId);
  if (newsroom === undefined) {
    const finding: Finding = { code: 'E_NEWSROOM_UNKNOWN', found: upload.newsroomId };
    return { touched: [], receipt: receiptFor(upload, 'en', 'refused', [finding]) };
  }
  const read = await readVersion(deps, upload, newsroom);
  if (read === 'waits') return { touched: [], waits: true };
  if ('picture' in read) return foldPicture(deps, upload, newsroom, read.picture);
  if (read.draft === undefined || isRefused(read.findings)) {
    const { findings } = read;
    return {
      touched: [],
      receipt: receiptFor(upload, newsroom.language, uploadStateOf(findings), findings),
    };
  }
  const text = { ...read, draft: read.draft };
  const work = await withPictures(deps, { upload, newsroom, text, wake });
  if (work === 'waits') return { touched: [], waits: true };
  return untilWritten(upload.key, () => foldDraft(deps, work));
}

type TextToFold = Omit<DraftToFold, 'draft' | 'findings'> & {
  text: JudgedText & { draft: Draft; settled?: boolean };
};

/** Finds a text's pictures, or lets it wait for them; what came in a container has its own. */
async function withPictures(
  deps: IngestDeps,
  { upload, newsroom, text, wake }: TextToFold,
): Promise<DraftToFold | 'waits'> {
  const work = { upload, newsroom, draft: text.draft, findings: text.findings, wake };
  if (text.settled === true) return work;
  const { key, path } = upload;
  const found = await findPictures(deps, { key, newsroom: newsroom.id, path }, text.pictures);
  const waited = await awaitPictures(deps, work, found.awaited);
  if (waited === 'waits') return 'waits';
  const { draft = text.draft, findings } = settlePictures(text, found);
  const { standing } = waited;
  return { ...work, findings, draft: standing === undefined ? draft : { ...draft, ...picturesOn(standing) } };
}

export type DraftToFold = {
  upload: UploadToFold;
  newsroom: Newsroom;
  draft: Draft;
  findings: Finding[];
  wake: Wake;
};

/** What an upload is decided by, and the decision. */
export type Gathered = {
  releaseId: string;
  source: Source | undefined;
  head: Head | undefined;
  folded: FoldedUpload;
  feeds: readonly string[];
  decision: ReleaseDecision;
};

async function foldDraft(deps: IngestDeps, work: DraftToFold): Promise<Folded | undefined> {
  const gathered = await gatherUpload(deps, work);
  const folded = await carryOut(deps, work, gathered);
  return folded && { ...folded, preview: previewOf(deps, work, gathered) };
}

async function carryOut(
  deps: IngestDeps,
  work: DraftToFold,
  gathered: Gathered,
): Promise<Folded | undefined> {
  const { decision, head, releaseId } = gathered;
  switch (decision.kind) {
    case 'already-folded': {
      const isLost = gathered.source?.releaseId === undefined;
      if (isLost && !(await settleSource(deps, work, gathered.source, releaseId))) return undefined;
      return { touched: [releaseId], receipt: await foldedReceipt(deps, work, releaseId) };
    }
    case 'refused':
      if (!(await noteRefusal(deps, work, gathered.source, decision.code))) return undefined;
      return {
        touched: [],
        receipt: answer(deps, work, { state: 'refused', more: [{ code: decision.code }], head }),
      };
    case 'held': {
      if (!(await noteRefusal(deps, work, gathered.source, decision.code))) return undefined;
      const finding = heldFinding(decision.code, head);
      return { touched: [], receipt: answer(deps, work, { state: 'held', more: [finding], head }) };
    }
    case 'superseded':
    case 'unchanged':
      return noteUpload(deps, work, gathered, decision.kind);
    case 'version': {
      if (!(await settleSource(deps, work, gathered.source, releaseId))) return undefined;
      const next = await foldVersion(deps, { work, ...gathered, decision });
      const state = stateAtUpload(decision.state);
      const more = overEmbargo(work, decision.changeKind);
      return next && { touched: [next.releaseId], receipt: answer(deps, work, { state, more, head: next }) };
    }
  }
}

/** Why it is held, and the headline of what it would have replaced. */
export function heldFinding(code: string, head: Head | undefined): Finding {
  return code === 'E_REVIEW' ? { code } : { code, found: head?.headline ?? '' };
}

/** A first text whose embargo was over before it came is published, and its author is told: the year may be a slip. */
export function overEmbargo({ draft, upload }: DraftToFold, kind: ChangeKind): Finding[] {
  const { embargoedUntil } = draft;
  const isOver = embargoedUntil !== undefined && compareInstants(embargoedUntil, upload.version.at) <= 0;
  return isOver && kind === 'first' ? [{ code: 'W_EMBARGO_OVER', found: embargoedUntil }] : [];
}

/**
 * Reads the truth that the lifecycle is decided by (SEMANTICS "ingest, for a key" 1–3), and decides. `isNew`: the
 * upload is none of its key's versions, so none of them says that it was folded.
 */
export async function gatherUpload(
  deps: IngestDeps,
  { upload, newsroom, draft, wake }: DraftToFold,
  isNew = false,
): Promise<Gathered> {
  const { key, path, version, versions, approvedAt } = upload;
  const source = await deps.sources.getSource(key);
  const feeds = feedsOf({ ...draft, newsroom: newsroom.id });
  const hashes = hashesOf(draft, feeds);
  const { textHash } = hashes;
  const named = sourceFor(source, upload);
  const story = await storyOf(deps, { key, path, draft, source: named, textHash });
  const { releaseId, resolvedBy, head, differentStory } = story;
  const last = head?.sources[key];
  const { versionId } = version;
  const at = approvedAt ?? version.at;
  const isRedo = approvedAt === undefined && source?.refused?.versionId === versionId;
  const folded: FoldedUpload = { key, versionId, at, ...hashes, draft, resolvedBy };
  const decision = decideRelease({
    head,
    upload: folded,
    alreadyFolded: !isNew && last !== undefined && isFolded(version, last, versions),
    refusedBefore: isRedo ? source.refused?.code : undefined,
    killedContent: (await deps.sources.getKilled(textHash)) !== undefined,
    differentStory,
    unreviewed: approvedAt === undefined && needsReview(newsroom, version.at),
    moment: { nowMs: deps.clock.now(), firstReceivedMs: wake.firstReceivedMs },
  });
  return { releaseId, source, head, folded, feeds, decision };
}

type Story = Resolved & { head: Head | undefined; differentStory: boolean };

/** The release that an upload speaks of, and whether it tells another story than stands there; a copy's is its own. */
async function storyOf(
  deps: IngestDeps,
  upload: { key: string; path: string; draft: Draft; source: Source | undefined; textHash: string },
): Promise<Story> {
  const resolved = await resolveRelease(deps, upload);
  const head = await deps.releases.getHead(resolved.releaseId);
  const differentStory = await tellsAnotherStory(deps, head, upload);
  if (!differentStory || !isCopy(resolved, head, upload)) return { ...resolved, head, differentStory };
  const releaseId = releaseIdOf(upload.draft.newsroom, stemOf(upload.path));
  const own = await deps.releases.getHead(releaseId);
  return {
    releaseId,
    resolvedBy: 'stem',
    head: own,
    differentStory: await tellsAnotherStory(deps, own, upload),
  };
}

/** An upload that changes nothing for readers writes LATEST too: what it was, and that its key lives. */
async function noteUpload(
  deps: IngestDeps,
  work: DraftToFold,
  { head, source, releaseId }: Gathered,
  state: 'superseded' | 'unchanged',
): Promise<Folded | undefined> {
  if (head === undefined || !(await settleSource(deps, work, source, releaseId))) return undefined;
  const { key, version, approvedAt } = work.upload;
  const { versionId } = version;
  const at = approvedAt ?? version.at;
  const next = withSource(head, { key, versionId, at, live: true, upload: true });
  const written = await deps.releases.putHead({ ...next, rev: head.rev + 1 }, head.rev);
  return written === 'refused'
    ? undefined
    : { touched: [], receipt: answer(deps, work, { state, head: next }) };
}

function answer(
  deps: Pick<IngestDeps, 'siteUrl'>,
  { upload, newsroom, findings }: DraftToFold,
  said: { state: Receipt['state']; more?: Finding[]; head: Head | undefined },
): Receipt {
  const about = said.head && { head: said.head, siteUrl: deps.siteUrl };
  return receiptFor(upload, newsroom.language, said.state, [...(said.more ?? []), ...findings], about);
}

/**
 * Writes that the upload was refused or held, before its author is told: a redo would decide by what stands then. A
 * slower worker that found it fit for another release is refused on `rev`, and decides again. False when refused itself.
 */
async function noteRefusal(
  deps: IngestDeps,
  { upload: { key, version } }: DraftToFold,
  source: Source | undefined,
  code: RefusedBefore['code'],
): Promise<boolean> {
  const { versionId } = version;
  if (source?.refused?.versionId === versionId) return true;
  const rev = source?.rev ?? 0;
  const next = { ...whereItStays(source, versionId), key, rev: rev + 1, refused: { versionId, code } };
  return (await deps.sources.putSource(next, rev)) === 'written';
}

/** A key that was on its way to another release when it was refused there speaks for the one that it came from. */
function whereItStays(source: Source | undefined, versionId: string): Omit<Source, 'key' | 'rev'> {
  const { left, ...standing } = source ?? {};
  return left?.versionId === versionId ? { ...standing, releaseId: left.releaseId } : { ...source };
}

/** SOURCE as it was for what came before the version that took the key to another release. */
function sourceFor(source: Source | undefined, { version, versions }: UploadToFold): Source | undefined {
  const left = source?.left;
  if (source === undefined || left === undefined || left.versionId === version.versionId) return source;
  const taking = versions.find(({ versionId }) => versionId === left.versionId);
  const isEarlier = taking !== undefined && isFolded(version, taking, versions);
  return isEarlier ? { ...source, releaseId: left.releaseId } : source;
}

/**
 * Writes which release the key speaks for, before VERSION, so that a redo resolves to the same one; the release that
 * it spoke for before is left first, since afterwards nobody would remember it. False when refused on `rev`.
 */
async function settleSource(
  deps: IngestDeps,
  { upload }: DraftToFold,
  source: Source | undefined,
  releaseId: string,
): Promise<boolean> {
  if (source?.releaseId === releaseId) return true;
  if (source?.releaseId !== undefined) {
    await leaveRelease(deps, source.releaseId, upload.key, upload.version, upload.versions);
  }
  const rev = source?.rev ?? 0;
  const { versionId } = upload.version;
  const left = source?.releaseId === undefined ? {} : { left: { releaseId: source.releaseId, versionId } };
  const next = { ...source, key: upload.key, releaseId, rev: rev + 1, ...left };
  return (await deps.sources.putSource(next, rev)) === 'written';
}
