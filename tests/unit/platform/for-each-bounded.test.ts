import { describe, expect, it } from 'vitest';
import { forEachBounded } from '#platform/for-each-bounded.ts';

const turn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

describe('forEachBounded', () => {
  it('does everything, beginning in order', async () => {
    const begun: number[] = [];
    await forEachBounded([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await turn();
    });
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    await forEachBounded([], 2, turn);
  });

  it('throws the first failure when nothing is under way any more, and begins nothing after it', async () => {
    const ended: number[] = [];
    const work = forEachBounded([1, 2, 3, 4], 2, async (item) => {
      await turn();
      if (item === 1) throw new Error('first');
      await turn();
      ended.push(item);
    });
    await expect(work).rejects.toThrow('first');
    expect(ended).toEqual([2]);
  });
});
