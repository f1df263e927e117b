import { rowOfAttempt, rowOfRelease, rowOfTelling } from './decision-rows.ts';

const ROW_OF = { decideRelease: rowOfRelease, decideTelling: rowOfTelling, decideAfterAttempt: rowOfAttempt };
const reached = new Map<string, number>();

/** A decision of the product that also counts which row of its table it came to. */
export function counted<A, R>(table: keyof typeof ROW_OF, decide: (facts: A) => R): (facts: A) => R {
  const rowOf = ROW_OF[table] as unknown as (facts: A, decision: R) => string;
  return (facts) => {
    const decision = decide(facts);
    const row = `${table}: ${rowOf(facts, decision)}`;
    reached.set(row, (reached.get(row) ?? 0) + 1);
    return decision;
  };
}

/** How often each row was reached in this thread since the last time that this was asked. */
export function takeDecisions(): Record<string, number> {
  const taken = Object.fromEntries(reached);
  reached.clear();
  return taken;
}
