import type { Finding } from '#domain/receipt/finding.ts';
import type { Draft } from '#domain/release/draft.ts';
import { EMBARGO_MARK } from './corpus.ts';

type Parsed = { draft?: Draft; findings: Finding[] };

/** A story that is marked so asks with `publishAt` for an embargo: how embargoes are worded is not looked at here. */
export function readEmbargo(_upload: unknown, parsed: Parsed): Parsed {
  const { draft, findings } = parsed;
  if (draft?.publishAt === undefined || !draft.bodyHtml.includes(EMBARGO_MARK)) return parsed;
  const { publishAt, ...rest } = draft;
  return { draft: { ...rest, embargoedUntil: publishAt }, findings };
}

/** All that a parsed upload hangs on. */
export function uploadKey(upload: { bytes: Uint8Array; key: string; newsroom: { id: string } }): string {
  return `${upload.newsroom.id} ${upload.key} ${Buffer.from(upload.bytes).toString('latin1')}`;
}
