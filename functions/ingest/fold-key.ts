import { parseDropKey } from '#domain/formats/key.ts';
import { APPROVALS } from '#domain/release/approval.ts';
import { isPictureName } from '#domain/formats/picture-key.ts';
import { movedFeedsPlaceOf } from '#domain/site/moved-feeds.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { answerInvalid } from './answer-invalid.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { isFolded, type Folded as Place } from './drop-order.ts';
import { foldApproval } from './fold-approval.ts';
import { foldCheck } from './fold-check.ts';
import { foldCommand } from './fold-command.ts';
import { foldImport } from './fold-import.ts';
import { foldMovedFeeds } from './fold-moved-feeds.ts';
import { foldUpload, type Folded } from './fold-upload.ts';
import type { UploadToFold } from './gather-upload.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { leavePicture } from './fold-picture.ts';
import { leaveRelease } from './leave-release.ts';
import { markTaken } from './mark-taken.ts';
import { receiptFor } from './receipt-for.ts';
import { writeReceipt } from './write-receipt.ts';

/**
 * Makes the table and the public bucket follow one key of the drop bucket (SEMANTICS "ingest, for a key"): its
 * versions that are not yet taken are folded oldest first, then the effects of every release they touched, then the
 * receipts, and last of all SOURCE says that they are taken. Doing it again does only what is not done. `since` is what
 * LATEST has of the key, where what came after it counts too though SOURCE says that it is taken. Gives `waits` if a
 * version is still to be opened (ADR 24).
 */
export async function foldKey(
  deps: IngestDeps,
  key: string,
  wake: Wake,
  since?: Place,
): Promise<'waits' | void> {
  const place = parseDropKey(key);
  switch (place.kind) {
    case 'ignored':
      return;
    case 'check':
      return foldCheck(deps, { key, newsroomId: place.newsroom, path: place.path }, wake);
    case 'command':
      if (movedFeedsPlaceOf(key) !== undefined) return foldMovedFeeds(deps, key);
      if (place.path.startsWith('import/')) return foldImport(deps, key, wake);
      if (place.path.startsWith(APPROVALS)) return foldApproval(deps, key, wake);
      return foldCommand(deps, key, wake);
    case 'incoming':
      return foldIncoming(deps, { key, newsroomId: place.newsroom, path: place.path }, wake, since);
    case 'invalid':
      return answerInvalid(deps, key, place);
  }
}

type Incoming = Pick<UploadToFold, 'key' | 'newsroomId' | 'path'>;

async function foldIncoming(
  deps: IngestDeps,
  incoming: Incoming,
  wake: Wake,
  since: Place | undefined,
): Promise<'waits' | void> {
  const { key } = incoming;
  const versions = await deps.drop.listVersions(key);
  const untaken = await versionsToFold(deps, key, versions, since);
  const folded: Folded[] = [];
  let newest: DropVersion | undefined;
  let waits = false;
  for (const [index, version] of untaken.entries()) {
    const later = untaken.slice(index + 1);
    const removed = later.some(({ marker }) => marker);
    const one = await foldOne(deps, { ...incoming, version, versions }, removed, wake);
    waits = one.waits === true;
    if (waits) break;
    newest = version;
    folded.push(one);
    if (later.length === 0 || one.receipt === undefined) continue;
    // The next version may take the key to another release, where a redo would not find what this one became.
    await writeReceipt(deps, one.receipt, versions, one.preview);
    delete one.receipt;
  }
  const touched = new Set(folded.flatMap((one) => one.touched));
  for (const releaseId of touched) await carryOutEffects(deps, releaseId, wake);
  for (const { receipt, preview } of folded) {
    if (receipt !== undefined) await writeReceipt(deps, receipt, versions, preview);
  }
  if (newest !== undefined && (await markTaken(deps, key, newest, versions)) !== 'taken') {
    // Whoever took more may have seen a deletion before there was anything to take back.
    for (const releaseId of touched) {
      const last = (await deps.releases.getHead(releaseId))?.sources[key];
      if (last !== undefined) await foldKey(deps, key, wake, last);
    }
  }
  if (newest?.marker === false) deps.noteDwell(deps.clock.now() - Date.parse(newest.at));
  return waits ? 'waits' : undefined;
}

/**
 * What SOURCE does not say is taken; where all is, what came after that which LATEST has of the key, since a worker that
 * was cut off after a slow LATEST finds the deletion taken by another (ADR 10).
 */
async function versionsToFold(
  { sources, releases }: IngestDeps,
  key: string,
  versions: readonly DropVersion[],
  since: Place | undefined,
): Promise<DropVersion[]> {
  const source = await sources.getSource(key);
  const taken = source?.taken;
  if (taken === undefined) return [...versions];
  const after = (...places: Place[]): DropVersion[] =>
    versions.filter((version) => !places.every((place) => isFolded(version, place, versions)));
  if (since !== undefined) return after(taken, since);
  const untaken = after(taken);
  if (untaken.length > 0 || source?.releaseId === undefined) return untaken;
  const last = (await releases.getHead(source.releaseId))?.sources[key];
  return last === undefined ? [] : after(last);
}

/** An upload that its author has already removed again gets its receipt and no effects. */
async function foldOne(
  deps: IngestDeps,
  upload: UploadToFold,
  removed: boolean,
  wake: Wake,
): Promise<Folded> {
  const { key, version, versions } = upload;
  if (version.marker) {
    const releaseId = (await deps.sources.getSource(key))?.releaseId;
    if (releaseId !== undefined) await leaveRelease(deps, releaseId, key, version, versions);
    else if (isPictureName(key)) await leavePicture(deps, upload);
    return { touched: [] };
  }
  if (removed) {
    const newsroom = await deps.newsrooms.getNewsroom(upload.newsroomId);
    return { touched: [], receipt: receiptFor(upload, newsroom?.language ?? 'en', 'superseded', []) };
  }
  return foldUpload(deps, upload, wake);
}
