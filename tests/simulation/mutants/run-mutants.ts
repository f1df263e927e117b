import type { SimulateOptions } from '../options.ts';
import { runSeeds } from '../run-seeds.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

/** Of all mutants, so many are noticed by the simulation; the others by the unit tests that docs/simulation.md names. */
const LEAST_SHARE = 0.9;

type Verdict = { mutant: Mutant; seed?: number; by: string };

/** Runs the simulation with each mutant in place of the code; prints which was noticed, at which seed and as what. */
export async function runMutants({ only, jobs, first, seeds }: SimulateOptions): Promise<number> {
  const wanted = MUTANTS.filter(({ name, hole }) => `${name} ${hole}`.includes(only));
  const waiting = wanted.entries();
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (const [index, mutant] of waiting) {
      const verdict = await judge(mutant, first, seeds);
      verdicts[index] = verdict;
      console.error(`${index + 1}/${wanted.length} ${rowOf(verdict)}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const noticed = verdicts.filter(({ seed }) => seed !== undefined);
  console.log(
    ['| mutant | hole | seed | noticed as |', '|---|---|---|---|', ...verdicts.map(rowOf)].join('\n'),
  );
  console.log(`\n${noticed.length} of ${verdicts.length} mutants noticed within ${seeds} seeds`);
  return noticed.length >= verdicts.length * LEAST_SHARE ? 0 : 1;
}

async function judge(mutant: Mutant, first: number, seeds: number): Promise<Verdict> {
  try {
    const { failures } = await runSeeds({
      first,
      seeds,
      jobs: 1,
      untilFailure: true,
      patches: [mutant],
    });
    const failure = failures[0];
    if (failure === undefined) return { mutant, by: '' };
    return { mutant, seed: failure.seed, by: failure.violations.map(({ what }) => what).join('; ') };
  } catch (error) {
    return { mutant, by: `does not run: ${String(error)}` };
  }
}

function rowOf({ mutant, seed, by }: Verdict): string {
  return `| ${mutant.name} | ${mutant.hole} | ${seed ?? '–'} | ${by.slice(0, 120)} |`;
}
