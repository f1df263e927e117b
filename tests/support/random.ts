/** Numbers in [0, 1) that follow from a seed alone (a linear congruential generator; Numerical Recipes' constants). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
