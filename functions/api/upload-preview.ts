import * as z from 'zod/mini';
import { parseDropKey } from '#domain/formats/key.ts';
import { receiptFolder } from '#domain/receipt/receipt-folder.ts';
import { RECEIPT_PAGE_POLICY } from '#domain/site/render-receipt-page.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { notFound } from './problem.ts';
import { readQuery } from './read-request.ts';

export const uploadQuerySchema = z.strictObject({
  /** As the receipt has it: `incoming/…` or `check/…`. */
  key: z.string().check(z.minLength(1), z.maxLength(1_024)),
  /** The newest without it. */
  versionId: z.exactOptional(
    z.string().check(z.regex(/^[\w.-]{1,200}$/, 'it needs the versionId of a receipt')),
  ),
});

/** The sandbox gives the page an origin of its own: it is made of what an author wrote. */
const POLICY = `${RECEIPT_PAGE_POLICY}; frame-ancestors 'none'; sandbox`;

/** The page of one receipt: the findings, and what readers will see. 404 too for what is another newsroom's. */
export async function showPreview(deps: Pick<ApiDeps, 'drop'>, context: ApiContext): Promise<Response> {
  const { key, versionId } = readQuery(context, uploadQuerySchema);
  const page = mayAnswerFor(context, key) ? await deps.drop.get(placeOf(key, versionId)) : undefined;
  if (page === undefined) throw notFound('receipt of this upload');
  return context.body(new TextDecoder().decode(page.body), 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  });
}

/** Whether a key is an upload of a newsroom that the token is of. */
export function mayAnswerFor(context: ApiContext, key: string): boolean {
  const place = parseDropKey(key);
  if (place.kind !== 'incoming' && place.kind !== 'check') return false;
  const { role, subject } = context.get('token');
  return role === 'operator' || (role === 'author' && subject === place.newsroom);
}

function placeOf(key: string, versionId: string | undefined): string {
  const folder = receiptFolder(key);
  return versionId === undefined ? `${folder}.html` : `${folder}/${versionId}.html`;
}
