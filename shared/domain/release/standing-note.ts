import type { ChangeKind, Head } from './head.ts';

const NOTED: ReadonlySet<ChangeKind> = new Set(['update', 'correction', 'restore']);
/** Changes that say nothing of the text: what was said of it before still holds. */
const SILENT: ReadonlySet<ChangeKind> = new Set(['minor', 'expiry']);

/** Whether the note of such a change is for readers, who may know an earlier text. */
export function isNoted(kind: ChangeKind): boolean {
  return NOTED.has(kind);
}

/** Whether the note of the version before goes on standing when such a change comes without one. */
export function keepsNote(kind: ChangeKind): boolean {
  return SILENT.has(kind);
}

/**
 * The note that stands above a release's text, with the kind of change that brought it: a correction's stays while
 * only small fixes follow, since whoever comes later has to know it too.
 */
export function standingNote(
  head: Pick<Head, 'kind' | 'note' | 'chain'>,
): { kind: ChangeKind; text: string } | undefined {
  if (head.note === undefined) return undefined;
  const kind = SILENT.has(head.kind)
    ? head.chain.findLast((mark) => !SILENT.has(mark.kind))?.kind
    : head.kind;
  return kind !== undefined && isNoted(kind) ? { kind, text: head.note } : undefined;
}
