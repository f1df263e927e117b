/** Numbers that look random and follow from a seed alone. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** A whole number, 0 ≤ n < `count`. */
  below(count: number): number;
  pick<T>(list: readonly T[]): T;
};

/** A stream of its own for each seed and purpose (mulberry32), so that one more draw here changes nothing there. */
export function makeRandom(seed: number, purpose: number): Random {
  let state = Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(purpose + 1, 0x85eb_ca6b);
  const next = (): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    below,
    pick: (list) => list[below(list.length)]!,
  };
}
