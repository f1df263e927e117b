/** What some histories came to. */
export type Tally = {
  seeds: number;
  steps: number;
  faults: Record<string, number>;
  rows: Record<string, number>;
  failures: { seed: number; violations: { what: string; detail: string }[] }[];
};

/** Two tallies as one. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    seeds: one.seeds + other.seeds,
    steps: one.steps + other.steps,
    faults: addCounts(one.faults, other.faults),
    rows: addCounts(one.rows, other.rows),
    failures: [...one.failures, ...other.failures].toSorted((a, b) => a.seed - b.seed),
  };
}

function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [name, times] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + times;
  return sum;
}
