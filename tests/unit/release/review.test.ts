import { describe, expect, it } from 'vitest';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { needsReview, withReviewed } from '#domain/release/review.ts';
import { BLORA } from '../../support/upload.ts';

const ON: Newsroom = { ...BLORA, rules: { review: true } };
const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T00:00:00.000Z`;

/** The newsroom after it was set so on these days. */
function after(...settings: [Newsroom, number][]): Newsroom | undefined {
  return settings.reduce<Newsroom | undefined>(
    (before, [next, at]) => withReviewed(next, before, day(at)),
    undefined,
  );
}

describe('the review of uploads', () => {
  it.each<[string, Newsroom | undefined, number[]]>([
    ['never set', after([BLORA, 1]), []],
    ['set from the third on', after([BLORA, 1], [ON, 3]), [3, 4, 5, 6, 7, 8]],
    ['set again while it holds', after([BLORA, 1], [ON, 3], [ON, 5]), [3, 4, 5, 6, 7, 8]],
    ['set from the third to the fifth', after([BLORA, 1], [ON, 3], [BLORA, 5]), [3, 4]],
    ['made with it, as after a loss', after([ON, 5]), [1, 2, 3, 4, 5, 6, 7, 8]],
    ['made with it and changed', after([ON, 5], [{ ...ON, name: 'Blora' }, 7]), [1, 2, 3, 4, 5, 6, 7, 8]],
    ['made with it until the fifth', after([ON, 3], [BLORA, 5]), [1, 2, 3, 4]],
    [
      'without a memory, and changed',
      withReviewed({ ...ON, name: 'Blora' }, ON, day(5)),
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
    [
      'set twice',
      after([BLORA, 1], [ON, 3], [BLORA, 5], [{ ...BLORA, rules: { review: false } }, 6], [ON, 7]),
      [3, 4, 7, 8],
    ],
    ['without a memory', ON, [1, 2, 3, 4, 5, 6, 7, 8]],
  ])('%s, holds what was uploaded then, whenever it is folded', (_, newsroom, days) => {
    const held = [1, 2, 3, 4, 5, 6, 7, 8].filter((one) =>
      needsReview(newsroom!, `2026-03-0${one}T12:00:00Z`),
    );
    expect(held.filter((one) => !days.includes(one))).toEqual([]);
    expect(days.filter((one) => !held.includes(one))).toEqual([]);
  });

  it('takes its memory from what stood, not from what is sent', () => {
    const forged = { ...BLORA, reviewed: [{ since: day(1) }] };
    expect(withReviewed(forged, undefined, day(2))).toEqual(BLORA);
  });
});
