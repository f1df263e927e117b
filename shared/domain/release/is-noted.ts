import type { ChangeKind } from './head.ts';

const NOTED: ReadonlySet<ChangeKind> = new Set(['update', 'correction', 'restore']);

/** Whether the note of such a change is for readers, who may know an earlier text. */
export function isNoted(kind: ChangeKind): boolean {
  return NOTED.has(kind);
}
