import { parseDropKey } from '#domain/formats/key.ts';
import { isRefused, type Finding } from '#domain/receipt/finding.ts';
import type { Receipt } from '#domain/receipt/receipt.ts';
import { uploadStateOf } from '#domain/receipt/upload-state.ts';
import { settlePictures, type JudgedText } from '#domain/formats/settle-pictures.ts';
import { PULSE_NEWSROOM } from '#domain/pulse/pulse.ts';
import type { ReleaseView } from '#domain/site/release-view.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { answerPulse } from './answer-pulse.ts';
import { isFolded } from './drop-order.ts';
import { findPictures, findTexts } from './find-pictures.ts';
import { gatherUpload, type Gathered, type UploadToFold } from './gather-upload.ts';
import { heldFinding, overEmbargo } from './upload-findings.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { markTaken } from './mark-taken.ts';
import { previewOf } from './preview-of.ts';
import { readVersion } from './read-version.ts';
import { receiptFor, stateAtUpload } from './receipt-for.ts';
import { replaceReceipt, writeReceipt } from './write-receipt.ts';

type Checked = Pick<UploadToFold, 'key' | 'newsroomId' | 'path'>;
type Would = NonNullable<Receipt['would']>;
type Answer = {
  would: Would;
  findings: Finding[];
  language: string;
  preview?: ReleaseView;
  isPicture?: true;
};

/**
 * Answers what is dropped below `check/` as if it had been dropped below `incoming/` at the same time: the same
 * reading, the same decision, a receipt and a preview, and no effect. SOURCE says only that it was answered.
 */
export async function foldCheck(deps: IngestDeps, checked: Checked, wake: Wake): Promise<'waits' | void> {
  const { key } = checked;
  const versions = await deps.drop.listVersions(key);
  const taken = (await deps.sources.getSource(key))?.taken;
  let newest: DropVersion | undefined;
  let waits = false;
  for (const version of versions) {
    if (taken !== undefined && isFolded(version, taken, versions)) continue;
    if (!version.marker) {
      const upload = { ...checked, version, versions };
      const answer = await checkUpload(deps, upload, wake);
      waits = answer === 'waits';
      if (answer === 'waits') break;
      const receipt = receiptOf(upload, answer);
      if (isPulse(upload)) await answerPulse(deps, receipt);
      else await writeReceipt(deps, receipt, versions, answer.preview);
      if (answer.isPicture) await answerTexts(deps, checked, wake);
    }
    newest = version;
  }
  if (newest !== undefined) await markTaken(deps, key, newest, versions);
  return waits ? 'waits' : undefined;
}

function receiptOf(upload: UploadToFold, { language, findings, would }: Answer): Receipt {
  return { ...receiptFor(upload, language, 'checked', findings), would };
}

/** The texts that a picture may stand beside are answered anew: who checks a folder drops its files in any order. */
async function answerTexts(deps: IngestDeps, { key, newsroomId, path }: Checked, wake: Wake): Promise<void> {
  const texts = await findTexts(deps, { key, newsroom: newsroomId, path, root: 'check' });
  for (const text of texts) {
    const versions = await deps.drop.listVersions(text);
    const version = versions.at(-1);
    const place = parseDropKey(text);
    if (version === undefined || version.marker || place.kind !== 'check') continue;
    const upload = { key: text, newsroomId, path: place.path, version, versions };
    const answer = await checkUpload(deps, upload, wake);
    if (answer !== 'waits') await replaceReceipt(deps, receiptOf(upload, answer), versions, answer.preview);
  }
}

function isPulse({ newsroomId }: Checked): boolean {
  return newsroomId === PULSE_NEWSROOM.id;
}

async function checkUpload(deps: IngestDeps, upload: UploadToFold, wake: Wake): Promise<Answer | 'waits'> {
  const newsroom = isPulse(upload) ? PULSE_NEWSROOM : await deps.newsrooms.getNewsroom(upload.newsroomId);
  if (newsroom === undefined) {
    const findings = [{ code: 'E_NEWSROOM_UNKNOWN', found: upload.newsroomId }];
    return { would: 'refused', findings, language: 'en' };
  }
  const { language } = newsroom;
  const read = await readVersion(deps, upload, newsroom);
  if (read === 'waits') return 'waits';
  if ('picture' in read) {
    const { findings } = read.picture;
    return { would: isRefused(findings) ? 'refused' : 'kept', findings, language, isPicture: true };
  }
  const real = { ...upload, key: `incoming/${upload.newsroomId}/${upload.path}` };
  const { draft, findings } = await withPicturesThere(deps, { upload, real }, read);
  if (draft === undefined || isRefused(findings)) {
    return { would: uploadStateOf(findings), findings, language };
  }
  const work = { upload: real, newsroom, draft, findings, wake };
  const gathered = await gatherUpload(deps, work, true);
  const { would, more } = foreseen(gathered);
  const over = gathered.decision.kind === 'version' ? overEmbargo(work, gathered.decision.changeKind) : [];
  const preview = previewOf(deps, work, gathered);
  return { would, findings: [...more, ...over, ...findings], language, preview };
}

/** The text with the pictures that are checked with it, else those where it would be dropped; one that is missing is a finding. */
async function withPicturesThere(
  deps: IngestDeps,
  { upload, real }: { upload: UploadToFold; real: UploadToFold },
  text: JudgedText & { settled?: boolean },
): Promise<Pick<JudgedText, 'draft' | 'findings'>> {
  if (text.draft === undefined || text.settled === true) return text;
  const place = { newsroom: upload.newsroomId, path: upload.path };
  const { pictures } = text;
  const checked = await findPictures(deps, { ...place, key: upload.key, root: 'check' }, pictures);
  const there = await findPictures(deps, { ...place, key: real.key }, pictures, { notes: false });
  return settlePictures(text, {
    named: new Map([...there.named, ...checked.named]),
    beside: checked.beside.length > 0 ? checked.beside : there.beside,
  });
}

function foreseen({ decision, head }: Gathered): { would: Would; more: Finding[] } {
  switch (decision.kind) {
    case 'refused':
      return { would: 'refused', more: [{ code: decision.code }] };
    case 'held':
      return { would: 'held', more: [heldFinding(decision.code, head)] };
    case 'version':
      return { would: stateAtUpload(decision.state), more: [] };
    case 'already-folded':
    case 'unchanged':
      return { would: 'unchanged', more: [] };
    case 'superseded':
      return { would: 'superseded', more: [] };
  }
}
