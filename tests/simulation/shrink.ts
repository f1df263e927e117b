import { FAULT_KINDS } from './engine/faults.ts';
import type { Ran } from './run-history.ts';

/** What is left out of a history. */
export type Cut = {
  without: ReadonlySet<string>;
  skipped: ReadonlySet<number>;
  withoutActions: ReadonlySet<number>;
};

const MOST_RUNS = 400;

/**
 * Leaves out of a failing history what its first violation does not need: kinds of faults, then what people did, then
 * single faults. Gives the cut as it was where nothing fails.
 */
export async function shrink(run: (cut: Cut) => Promise<Ran>, from: Cut): Promise<Cut> {
  const first = await run(from);
  const wanted = first.violations[0]?.what;
  if (wanted === undefined) return from;
  let runs = 0;
  let cut = from;
  let last = first;
  const tryOut = async (smaller: Cut): Promise<void> => {
    if (runs >= MOST_RUNS) return;
    runs += 1;
    const ran = await run(smaller);
    if (!ran.violations.some(({ what }) => what === wanted)) return;
    cut = smaller;
    last = ran;
  };
  for (const kind of FAULT_KINDS) await tryOut({ ...cut, without: new Set([...cut.without, kind]) });
  for (const { number } of first.actions) {
    await tryOut({ ...cut, withoutActions: new Set([...cut.withoutActions, number]) });
  }
  for (let size = Math.ceil(last.struck.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < last.struck.length; start += size) {
      const chunk = last.struck.slice(start, start + size);
      const before = cut;
      await tryOut({ ...cut, skipped: new Set([...cut.skipped, ...chunk]) });
      if (cut !== before) start -= size;
    }
  }
  return cut;
}
