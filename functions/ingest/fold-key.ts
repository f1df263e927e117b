import { parseDropKey } from '#domain/formats/key.ts';
import type { DropVersion } from '#ports/drop-bucket.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { isFolded, type Folded as Place } from './drop-order.ts';
import { foldCommand } from './fold-command.ts';
import { foldImport } from './fold-import.ts';
import { foldUpload, type Folded, type UploadToFold } from './fold-upload.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
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
    case 'check':
      return;
    case 'command':
      return place.path.startsWith('import/') ? foldImport(deps, key, wake) : foldCommand(deps, key, wake);
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
  const taken = (await deps.sources.getSource(key))?.taken;
  const isDone = (version: DropVersion): boolean =>
    taken !== undefined &&
    isFolded(version, taken, versions) &&
    (since === undefined || isFolded(version, since, versions));
  const untaken = versions.filter((version) => !isDone(version));
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
    await writeReceipt(deps, one.receipt, versions);
    delete one.receipt;
  }
  const touched = new Set(folded.flatMap((one) => one.touched));
  for (const releaseId of touched) await carryOutEffects(deps, releaseId, wake);
  for (const { receipt } of folded) if (receipt !== undefined) await writeReceipt(deps, receipt, versions);
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
    return { touched: [] };
  }
  if (removed) {
    const newsroom = await deps.newsrooms.getNewsroom(upload.newsroomId);
    return { touched: [], receipt: receiptFor(upload, newsroom?.language ?? 'en', 'superseded', []) };
  }
  return foldUpload(deps, upload, wake);
}

/** A key that cannot be a place inside a newsroom: nothing is published, and its author is told why. */
async function answerInvalid(
  deps: IngestDeps,
  key: string,
  place: { newsroom?: string; path?: string },
): Promise<void> {
  const versions = await deps.drop.listVersions(key);
  for (const version of versions.filter(({ marker }) => !marker)) {
    const upload = {
      key,
      newsroomId: place.newsroom ?? 'unknown',
      path: place.path ?? key,
      version,
      versions,
    };
    const receipt = receiptFor(upload, 'en', 'refused', [
      { code: 'E_KEY_INVALID', found: key.slice(0, 120) },
    ]);
    await writeReceipt(deps, receipt, versions);
  }
  const newest = versions.at(-1);
  if (newest !== undefined) await markTaken(deps, key, newest, versions);
}
