import type { Head } from './head.ts';
import { plusSeconds, compareInstants } from './instant.ts';
import type { Newsroom } from './newsroom.ts';

/** A desk takes back what is new by itself; older news stands in archives, links and partners' pages. */
const SETTLED_SECONDS = 7 * 86_400;
/** With so many gone before within ten minutes, the next deletion looks like a folder that was emptied. */
const MOST_WITHOUT_WORD = 3;

export type RemovalDecision =
  | { kind: 'nothing' }
  | { kind: 'withdraw' }
  | { kind: 'wait'; why: 'many' | 'old' };

export type RemovalFacts = {
  head: Head;
  newsroom: Pick<Newsroom, 'rules'> | undefined;
  /** What was last folded from the key that stopped living last. */
  last: { versionId: string; at: string; marker: boolean };
  /** How many other releases of the newsroom lost their last key within ten minutes before it, and have none now. */
  goneBefore: number;
};

/**
 * A release that lost a key, after the grace, as a table: the first row whose condition holds decides. A deletion that
 * looks like a slip waits for a confirmation, or for a newer upload that takes it back (DESIGN §3 `held`). The
 * newsroom's rule `confirmRemovals: false` turns that off.
 */
export const REMOVAL_ROWS: readonly {
  row: string;
  when: (facts: RemovalFacts) => boolean;
  decision: RemovalDecision;
}[] = [
  {
    row: 'gone already',
    when: ({ head }) => head.state === 'withdrawn' || head.state === 'killed',
    decision: { kind: 'nothing' },
  },
  {
    row: 'a key of it lives',
    when: ({ head }) => Object.values(head.sources).some(({ live }) => live),
    decision: { kind: 'nothing' },
  },
  {
    row: 'this deletion waits already',
    when: ({ head, last }) => head.removal?.versionId === last.versionId,
    decision: { kind: 'nothing' },
  },
  {
    row: 'its file took another id',
    when: ({ last }) => !last.marker,
    decision: { kind: 'withdraw' },
  },
  {
    row: 'the newsroom wants no confirmation',
    when: ({ newsroom }) => newsroom?.rules?.['confirmRemovals'] === false,
    decision: { kind: 'withdraw' },
  },
  {
    row: 'public for more than seven days',
    when: ({ head: { firstPublicAt }, last }) =>
      firstPublicAt !== undefined &&
      compareInstants(plusSeconds(firstPublicAt, SETTLED_SECONDS), last.at) < 0,
    decision: { kind: 'wait', why: 'old' },
  },
  {
    row: 'the fourth in ten minutes',
    when: ({ goneBefore }) => goneBefore >= MOST_WITHOUT_WORD,
    decision: { kind: 'wait', why: 'many' },
  },
  { row: 'a deletion', when: () => true, decision: { kind: 'withdraw' } },
];

/** What the end of a deletion's grace does to a release. */
export function decideRemoval(facts: RemovalFacts): RemovalDecision {
  return REMOVAL_ROWS.find(({ when }) => when(facts))?.decision ?? { kind: 'nothing' };
}
