import * as z from 'zod/mini';
import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
import { APPROVALS, type Approval } from '#domain/release/approval.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { actorOf, audited } from './audited.ts';
import { conflict, notFound } from './problem.ts';
import { readBody } from './read-request.ts';
import { mayAnswerFor, uploadQuerySchema } from './upload-preview.ts';
import { UPLOADED_BY, uploaderOf } from './uploader.ts';

export const approvalBodySchema = z.strictObject({
  key: uploadQuerySchema.shape.key,
  versionId: z.string().check(z.regex(/^[\w.-]{1,200}$/, 'it needs the versionId of a receipt')),
});
const receiptSchema = z.object({
  state: z.string(),
  uploadedAt: z.string(),
  findings: z.array(z.object({ code: z.string() })),
});

/** A second person lets a held upload out (ADR 31). The order is an object of the log, which ingest carries out. */
export async function approveUpload(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { key, versionId } = await readBody(context, approvalBodySchema);
  const isIncoming = key.startsWith('incoming/') && mayAnswerFor(context, key);
  const receipt = isIncoming ? await receiptOf(deps, key, versionId) : undefined;
  if (receipt === undefined) throw notFound('receipt of this upload');
  if (receipt.state !== 'held' || !receipt.findings.some(({ code }) => code === 'E_REVIEW')) {
    throw conflict(`This upload does not wait for a second person: its receipt says "${receipt.state}".`);
  }
  const newest = await deps.drop.head(key);
  if (newest === undefined || secondOf(newest.lastModified) !== secondOf(receipt.uploadedAt)) {
    throw conflict(
      'This upload is no longer the newest of its file: it was replaced or deleted. Look at what came after it.',
    );
  }
  if (newest.metadata[UPLOADED_BY] === uploaderOf(context)) {
    throw conflict('You uploaded this file yourself. Ask somebody else of the newsroom, or the operator.');
  }
  const command = await putApproval(deps, { command: 'approve', key, versionId, actor: actorOf(context) });
  await audited(deps, context, 'upload.approve', key, { versionId });
  return context.json({ command }, 202);
}

async function receiptOf({ drop }: Pick<ApiDeps, 'drop'>, key: string, versionId: string) {
  const found = await drop.get(`${receiptFolder(key)}/${versionId}.json`);
  return found && receiptSchema.parse(JSON.parse(new TextDecoder().decode(found.body)));
}

async function putApproval(deps: ApiDeps, approval: Approval): Promise<string> {
  const at = new Date(deps.clock.now()).toISOString();
  const command = `commands/${APPROVALS}${at}-${deps.random.id()}.json`;
  const object = { body: JSON.stringify(approval), contentType: 'application/json' };
  await deps.drop.put(command, object, 'ifAbsent');
  return command;
}

/** S3 says a second in some answers and a part of it in others. */
function secondOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
