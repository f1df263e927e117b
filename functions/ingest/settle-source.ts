import type { RefusedBefore, Source } from '#domain/release/source.ts';
import { isFolded } from './drop-order.ts';
import type { DraftToFold, UploadToFold } from './gather-upload.ts';
import type { IngestDeps } from './ingest-deps.ts';
import { leaveRelease } from './leave-release.ts';

/**
 * Writes that the upload was refused or held, before its author is told: a redo would decide by what stands then. A
 * slower worker that found it fit for another release is refused on `rev`, and decides again. False when refused itself.
 */
export async function noteRefusal(
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
export function sourceFor(
  source: Source | undefined,
  { version, versions }: UploadToFold,
): Source | undefined {
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
export async function settleSource(
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
