import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRemoval, REMOVAL_ROWS, type RemovalFacts } from '#domain/release/decide-removal.ts';
import { removedBefore, withRemoval, type Removals } from '#domain/release/removals.ts';
import { aHead } from '../../support/a-head.ts';

const DELETED = { versionId: 'm', at: '2026-03-05T08:00:00.000Z', marker: true };
const gone = { sources: { k: { versionId: 'm', at: DELETED.at, live: false } } };
const facts = (changes: Partial<RemovalFacts> = {}): RemovalFacts => ({
  head: aHead(gone),
  newsroom: {},
  last: DELETED,
  goneBefore: 0,
  ...changes,
});
const OLD = { ...gone, firstPublicAt: '2026-02-26T07:59:59.000Z' };
const { firstPublicAt: _firstPublicAt, ...NEVER_PUBLIC } = aHead({ ...gone, state: 'scheduled' });

const CASES: [string, RemovalFacts, string][] = [
  ['a deletion', facts(), 'withdraw'],
  ['the third within ten minutes', facts({ goneBefore: 2 }), 'withdraw'],
  ['the fourth', facts({ goneBefore: 3 }), 'many'],
  [
    'seven days old to the second',
    facts({ head: aHead({ ...OLD, firstPublicAt: '2026-02-26T08:00:00.000Z' }) }),
    'withdraw',
  ],
  ['a second older', facts({ head: aHead(OLD) }), 'old'],
  ['old, and the fourth', facts({ head: aHead(OLD), goneBefore: 3 }), 'old'],
  [
    'old, where the newsroom wants no question',
    facts({ head: aHead(OLD), newsroom: { rules: { confirmRemovals: false } } }),
    'withdraw',
  ],
  ['old, where the newsroom is not configured', facts({ head: aHead(OLD), newsroom: undefined }), 'old'],
  ['old, by another id', facts({ head: aHead(OLD), last: { ...DELETED, marker: false } }), 'withdraw'],
  ['never public', facts({ head: NEVER_PUBLIC }), 'withdraw'],
  ['a key lives', facts({ head: aHead(), goneBefore: 9 }), 'nothing'],
  ['withdrawn already', facts({ head: aHead({ ...gone, state: 'withdrawn' }) }), 'nothing'],
  ['killed', facts({ head: aHead({ ...gone, state: 'killed' }) }), 'nothing'],
  [
    'waiting already',
    facts({ head: aHead({ ...OLD, removal: { key: 'k', versionId: 'm', at: DELETED.at, why: 'old' } }) }),
    'nothing',
  ],
  [
    'waiting for an earlier deletion',
    facts({ head: aHead({ ...OLD, removal: { key: 'k', versionId: 'l', at: DELETED.at, why: 'many' } }) }),
    'old',
  ],
];

describe('a removal', () => {
  it.each(CASES)('%s', (_, given, expected) => {
    const decision = decideRemoval(given);
    expect(decision.kind === 'wait' ? decision.why : decision.kind).toBe(expected);
  });

  it('has a case for every row', () => {
    const reached = CASES.map(([, given]) => REMOVAL_ROWS.find(({ when }) => when(given))?.row);
    expect(new Set(reached)).toEqual(new Set(REMOVAL_ROWS.map(({ row }) => row)));
  });
});

describe('the register of removals', () => {
  const at = (second: number): string => new Date(Date.parse(DELETED.at) + second * 1000).toISOString();
  const empty: Removals = { newsroom: 'blora', rev: 1, removed: [] };

  it('counts the ten minutes before, each release once, and forgets after a day', () => {
    const all = [
      { releaseId: 'a', at: at(0) },
      { releaseId: 'b', at: at(1) },
      { releaseId: 'b', at: at(2) },
      { releaseId: 'c', at: at(600) },
    ].reduce(withRemoval, empty);
    expect(removedBefore(all, { releaseId: 'd', at: at(600) })).toEqual(['b', 'c']);
    expect(removedBefore(all, { releaseId: 'a', at: at(0) })).toEqual([]);
    expect(removedBefore(undefined, { releaseId: 'a', at: at(0) })).toEqual([]);
    expect(withRemoval(all, { releaseId: 'e', at: at(90_000) }).removed).toHaveLength(1);
  });

  it('is the same in whatever order and however often deletions are noted; exactly one of n is the k-th', () => {
    const removals = fc.uniqueArray(
      fc.record({ releaseId: fc.stringMatching(/^[a-h]$/), at: fc.nat(500).map(at) }),
      { minLength: 1, maxLength: 8, selector: ({ releaseId }) => releaseId },
    );
    fc.assert(
      fc.property(removals, fc.infiniteStream(fc.nat()), (removed, picks) => {
        const inOrder = removed.reduce(withRemoval, empty);
        const again = [...removed, ...removed].sort(() => (picks.next().value % 2) - 0.5);
        expect(again.reduce(withRemoval, empty)).toEqual(inOrder);
        const places = removed.map((one) => removedBefore(inOrder, one).length);
        expect(places.toSorted((a, b) => a - b)).toEqual(removed.map((_, place) => place));
      }),
    );
  });
});
