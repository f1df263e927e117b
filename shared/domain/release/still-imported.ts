import type { Head } from './head.ts';

/**
 * Whether all that became of a release so far is that it was brought along from elsewhere (ADR 29); a minor change of it,
 * such as a text that was cleaned again, makes no news of it.
 */
export function isStillImported({ kind, chain }: Pick<Head, 'kind' | 'chain'>): boolean {
  const told = kind === 'minor' ? chain.findLast((mark) => mark.kind !== 'minor')?.kind : kind;
  return told === 'import';
}
