import { FAULT_KINDS } from '../engine/faults.ts';
import { rowsNeverReached } from './expected-rows.ts';
import type { Tally } from '../tally.ts';

/** What many histories came to: each kind of fault and each row of the decisions with the times that it was reached. */
export function reportTally(tally: Tally, seconds: number): string {
  const rows = Object.keys(tally.rows).toSorted();
  const zero = zeroRows(tally);
  return [
    'Faults',
    ...FAULT_KINDS.map((kind) => line(kind, tally.faults[kind] ?? 0)),
    '',
    'Decisions',
    ...rows.map((row) => line(row, tally.rows[row] ?? 0)),
    '',
    ...(zero.length === 0 ? [] : [`Never reached: ${zero.join('; ')}`, '']),
    `${tally.seeds} seeds, ${tally.steps} steps, ${tally.failures.length} failed, ${seconds.toFixed(1)} s`,
  ].join('\n');
}

/** Faults that never struck and rows that were never reached. */
export function zeroRows({ faults, rows }: Tally): string[] {
  return [...FAULT_KINDS.filter((kind) => (faults[kind] ?? 0) === 0), ...rowsNeverReached(rows)];
}

/** The kinds of violations, each with its first seeds. */
export function reportFailure({ failures }: Tally): string {
  const seeds = new Map<string, number[]>();
  for (const { seed, violations } of failures) {
    for (const { what } of violations) seeds.set(what, [...(seeds.get(what) ?? []), seed]);
  }
  return [...seeds]
    .map(([what, all]) => `${all.length} × ${what}: seeds ${all.slice(0, 8).join(', ')}`)
    .join('\n');
}

function line(name: string, times: number): string {
  return `${String(times).padStart(10)}  ${name}`;
}
