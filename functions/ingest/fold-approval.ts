import { parseDropKey } from '#domain/formats/key.ts';
import { approvalSchema, type Approval } from '#domain/release/approval.ts';
import { compareInstants } from '#domain/release/instant.ts';
import { carryOutEffects } from './carry-out-effects.ts';
import { waitFor } from './fold-command.ts';
import { foldUpload } from './fold-upload.ts';
import type { UploadToFold } from './gather-upload.ts';
import type { IngestDeps, Wake } from './ingest-deps.ts';
import { markTaken } from './mark-taken.ts';
import { replaceReceipt } from './write-receipt.ts';

const MAX_APPROVAL_BYTES = 64 * 1024;

/**
 * Carries out a second person's approval (ADR 31): folds the upload as if it had come at the approval's own time, and
 * answers its author anew. An upload that was followed by another, or deleted, before the approval stays as it is. Only
 * the command's first version counts.
 */
export async function foldApproval(deps: IngestDeps, key: string, wake: Wake): Promise<void> {
  const version = (await deps.drop.listVersions(key))[0];
  if (version === undefined || version.marker) return;
  if ((await deps.sources.getSource(key))?.taken !== undefined) return;
  const approval = await readApproval(deps, key, version.versionId);
  if (approval === undefined) {
    await deps.prompts.send('uploadsDead', [{ prompt: 'key', key }]);
  } else {
    const upload = await approvedUpload(deps, approval, version.at);
    if (upload !== undefined && (await letOut(deps, upload, wake)) === 'waits') {
      return waitFor(deps, key, version.at, wake);
    }
  }
  await markTaken(deps, key, version, [version]);
}

async function letOut(deps: IngestDeps, upload: UploadToFold, wake: Wake): Promise<'waits' | 'done'> {
  const folded = await foldUpload(deps, upload, wake);
  if (folded.waits === true) return 'waits';
  for (const releaseId of folded.touched) await carryOutEffects(deps, releaseId, wake);
  if (folded.receipt !== undefined) {
    await replaceReceipt(deps, folded.receipt, upload.versions, folded.preview);
  }
  // What came after it was taken when there was nothing that it could change: a deletion, for one.
  await deps.prompts.send('uploads', [{ prompt: 'key', key: upload.key }]);
  return 'done';
}

async function readApproval(
  deps: Pick<IngestDeps, 'drop'>,
  key: string,
  versionId: string,
): Promise<Approval | undefined> {
  const bytes = await deps.drop.read(key, versionId, MAX_APPROVAL_BYTES);
  if (bytes === undefined) return undefined;
  try {
    const approval = approvalSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return parseDropKey(approval.key).kind === 'incoming' ? approval : undefined;
  } catch {
    return undefined;
  }
}

/** The upload that was approved, if it was the newest of its key by the approval's time; at a tie the upload was first. */
async function approvedUpload(
  deps: Pick<IngestDeps, 'drop'>,
  { key, versionId }: Approval,
  approvedAt: string,
): Promise<UploadToFold | undefined> {
  const versions = await deps.drop.listVersions(key);
  const newest = versions.findLast(({ at }) => compareInstants(at, approvedAt) <= 0);
  const place = parseDropKey(key);
  if (newest === undefined || newest.versionId !== versionId || newest.marker) return undefined;
  if (place.kind !== 'incoming') return undefined;
  return { key, newsroomId: place.newsroom, path: place.path, version: newest, versions, approvedAt };
}
