import type { Plan } from '#domain/webhook/decide.ts';

type Rows<F> = readonly { row: string; when: (facts: F) => boolean }[];

const reached = new Map<string, number>();

/** A decision of the product that also counts which row of its table holds first. */
export function counted<F, R>(table: string, rows: Rows<F>, decide: (facts: F) => R): (facts: F) => R {
  return countedWith(table, rows, (facts) => facts, decide);
}

/** The same where the rows look at something that is made of what is asked. */
export function countedWith<A, F, R>(
  table: string,
  rows: Rows<F>,
  factsOf: (asked: A) => F,
  decide: (asked: A) => R,
): (asked: A) => R {
  for (const { row } of rows) reached.set(`${table}: ${row}`, 0);
  const rowOf = (asked: A): string => {
    const facts = factsOf(asked);
    return rows.find(({ when }) => when(facts))?.row ?? 'no row';
  };
  return countedBy(table, (_result, asked) => rowOf(asked), decide);
}

/** A decision that has no table: `rowOf` names what came of it. */
export function countedBy<A, R>(
  table: string,
  rowOf: (result: R, asked: A) => string,
  decide: (asked: A) => R,
): (asked: A) => R {
  return (asked) => {
    const result = decide(asked);
    const row = `${table}: ${rowOf(result, asked)}`;
    reached.set(row, (reached.get(row) ?? 0) + 1);
    return result;
  };
}

/** What follows from an attempt. */
export function rowOfAttempt(plan: Plan): string {
  if (plan.kind === 'told') return 'told';
  const isOver = plan.kind === 'give-up' && plan.ending !== 'at-once';
  return `${plan.kind}: ${isOver ? plan.ending : plan.why}`;
}

/** How often each row was reached in this thread since the last time that this was asked; every row of a table is named. */
export function takeDecisions(): Record<string, number> {
  const taken = Object.fromEntries(reached);
  for (const row of reached.keys()) reached.set(row, 0);
  return taken;
}
