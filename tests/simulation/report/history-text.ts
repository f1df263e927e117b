import type { Entry } from '../engine/history.ts';
import type { Ran } from '../run-history.ts';
import { START_MS } from '../world/start.ts';

/** A history line by line: seconds since its beginning, who, whom, what, and what went wrong with it. */
export function historyAsText({ entries, violations, seed, steps }: Ran): string {
  const broken = violations.map(({ what, detail }) => `  ${what}: ${detail}`);
  return [
    ...entries.map(lineOf),
    '',
    `Seed ${seed}: ${steps} steps, ${violations.length === 0 ? 'nothing broken' : 'broken:'}`,
    ...broken,
  ].join('\n');
}

function lineOf({ atMs, who, whom, what, fault }: Entry): string {
  const seconds = ((atMs - START_MS) / 1000).toFixed(3).padStart(9);
  return `${seconds}  ${who} → ${whom}: ${what}${fault === undefined ? '' : `  *${fault}*`}`;
}
