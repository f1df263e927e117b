import { compareInstants } from './instant.ts';
import type { Imported } from './imported.ts';

export type ImportDecision =
  | { kind: 'already-folded' }
  | { kind: 'refused'; code: 'E_KILLED_CONTENT' | 'E_ID_TAKEN' }
  | { kind: 'version'; firstPublicAt: string; updatedAt: string };

type ImportFacts = {
  imported: Pick<Imported, 'publishedAt' | 'updatedAt'>;
  /** When its object came into the log. */
  at: string;
  /** Whether there is a release of its name, and whether this very object made it. */
  release: 'none' | 'of-this-object' | 'another';
  /** Another release carries its `uri`. */
  uriTaken: boolean;
  /** KILLED exists for its words. */
  killedContent: boolean;
};

/**
 * What an imported release becomes, as a table: the first row whose condition holds decides. It never stands over a
 * release that is there. Its dates are those of its first life, but no later than the log has it.
 */
export const IMPORT_ROWS: readonly {
  row: string;
  when: (facts: ImportFacts) => boolean;
  decide: (facts: ImportFacts) => ImportDecision;
}[] = [
  {
    row: 'folded before',
    when: ({ release }) => release === 'of-this-object',
    decide: () => ({ kind: 'already-folded' }),
  },
  {
    row: 'its words were killed',
    when: ({ killedContent }) => killedContent,
    decide: () => ({ kind: 'refused', code: 'E_KILLED_CONTENT' }),
  },
  {
    row: 'its name or its uri is taken',
    when: ({ release, uriTaken }) => release === 'another' || uriTaken,
    decide: () => ({ kind: 'refused', code: 'E_ID_TAKEN' }),
  },
  {
    row: 'published elsewhere before',
    when: () => true,
    decide: ({ imported: { publishedAt, updatedAt }, at }) => {
      const firstPublicAt = earlierOf(publishedAt, at);
      const changedAt = earlierOf(updatedAt, at);
      const isBefore = compareInstants(changedAt, firstPublicAt) < 0;
      return { kind: 'version', firstPublicAt, updatedAt: isBefore ? firstPublicAt : changedAt };
    },
  },
];

export function decideImport(facts: ImportFacts): ImportDecision {
  return IMPORT_ROWS.find(({ when }) => when(facts))?.decide(facts) ?? { kind: 'already-folded' };
}

function earlierOf(a: string, b: string): string {
  return compareInstants(a, b) <= 0 ? a : b;
}
