import type { Content } from './content.ts';
import type { ChangeKind } from './head.ts';

/**
 * What an upload asks for, read and cleaned but not yet decided: the content, and the author's directives.
 * `id` is the explicit identity inside the newsroom; `newsroom` is the id of the desk that the file was dropped for.
 */
export type Draft = Content & {
  newsroom: string;
  id?: string;
  /** `said` where the author named the kind: that the text replaces an earlier one is then no guess. */
  change: { kind: Extract<ChangeKind, 'minor' | 'update' | 'correction'>; said?: true; note?: string };
  publishAt?: string;
  embargoedUntil?: string;
  expires?: string;
};
