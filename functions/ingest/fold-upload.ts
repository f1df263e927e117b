import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';
import { settlePictures, type JudgedText } from '#domain/formats/settle-pictures.ts';
import type { Draft } from '#domain/release/draft.ts';
import { picturesOn } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import { withSource } from '#domain/release/next-head.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import { awaitPictures } from './await-pictures.ts';
import { findPictures } from './find-pictures.ts';
import { foldPicture } from './fold-picture.ts';
import { foldVersion } from './fold-version.ts';
import { gatherUpload, type DraftToFold, type Gathered, type UploadToFold } from './gather-upload.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { foldedReceipt, receiptFor, stateAtUpload } from './receipt-for.ts';
import { untilWritten } from '#platform/until-written.ts';
import { previewOf } from './preview-of.ts';
import { readVersion } from './read-version.ts';
import { noteRefusal, settleSource } from './settle-source.ts';
import { heldFinding, overEmbargo } from './upload-findings.ts';

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
