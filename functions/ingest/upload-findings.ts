import type { Finding } from '#domain/receipt/finding.ts';
import type { ChangeKind, Head } from '#domain/release/head.ts';
import { compareInstants } from '#domain/release/instant.ts';
import type { DraftToFold } from './gather-upload.ts';

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
