import type { SimulateOptions } from '../options.ts';
import { runSeeds } from '../run-seeds.ts';
import { DENSE_FROM } from '../world/script.ts';
import { copyProject, type CopiedProject } from './copied-project.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

/** Of all mutants, so many are noticed by the simulation; the others by the unit tests that they name. */
const LEAST_SHARE = 0.9;

type Verdict = { mutant: Mutant; seed?: number; test?: string; by: string };

/**
 * Runs the simulation with each mutant in place of the code, and for those that it does not notice the unit test that
 * they name; prints which was noticed, at which seed or by which test, and as what.
 */
export async function runMutants({ only, jobs, first, seeds }: SimulateOptions): Promise<number> {
  const wanted = MUTANTS.filter(({ name, hole }) => `${name} ${hole}`.includes(only));
  const waiting = wanted.entries();
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    const copy = copyProject();
    for (const [index, mutant] of waiting) {
      const verdict = await judge(mutant, { first, seeds }, copy);
      verdicts[index] = verdict;
      console.error(`${index + 1}/${wanted.length} ${rowOf(verdict)}`);
    }
    copy.remove();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const simulated = verdicts.filter(({ seed }) => seed !== undefined).length;
  const tested = verdicts.filter(({ test }) => test !== undefined).length;
  console.log(
    [
      '| mutant | what it opens | seed | noticed as | unit test |',
      '|---|---|---|---|---|',
      ...verdicts.map(rowOf),
    ].join('\n'),
  );
  console.log(
    `\n${simulated} of ${verdicts.length} mutants noticed within ${seeds} seeds, ${tested} by the unit test that they name`,
  );
  const isEnough = simulated >= verdicts.length * LEAST_SHARE && simulated + tested === verdicts.length;
  return isEnough ? 0 : 1;
}

async function judge(
  mutant: Mutant,
  { first, seeds }: { first: number; seeds: number },
  copy: CopiedProject,
): Promise<Verdict> {
  try {
    const { failures } = await runSeeds({
      first: DENSE_FROM + first,
      seeds,
      jobs: 1,
      untilFailure: true,
      patches: [mutant],
    });
    const failure = failures[0];
    if (failure !== undefined)
      return { mutant, seed: failure.seed, by: failure.violations.map(({ what }) => what).join('; ') };
  } catch (error) {
    return { mutant, by: `does not run: ${String(error)}` };
  }
  const { test } = mutant;
  if (test === undefined) return { mutant, by: 'nothing' };
  if (!(await copy.passes(test))) return { mutant, by: `${test} fails without it` };
  const isNoticed = !(await copy.passes(test, mutant));
  return isNoticed ? { mutant, test, by: 'a failing test' } : { mutant, by: `not even ${test}` };
}

function rowOf({ mutant, seed, test, by }: Verdict): string {
  const named = test ?? mutant.test;
  const unit = named === undefined ? '' : `\`${named.replace('tests/unit/', '')}\``;
  return `| ${mutant.name} | ${mutant.hole} | ${seed ?? 'none'} | ${by.slice(0, 120)} | ${unit} |`;
}
