import { parseArgs } from 'node:util';
import { makeRandom } from '../simulation/engine/random.ts';
import { killRun, type KillRun } from './kill-run.ts';

const HELP = `Kills npm start's process at random moments while releases are dropped, starts it again on the same
data, and looks at what readers and a partner have in the end.

  npm run kill-runs -- [options]

  --runs <n>    runs on data of their own (20)
  --drops <n>   releases a run (200)
  --kills <n>   kills a run (2)
  --seed <n>    what the moments follow from (1); the machine's speed has its part in them too
  --help        this text

Each run must end with nothing lost, no second webhook-id for an event, no entry twice and nothing early.
Webhooks told again under their own id are counted: what was with the partner when the process died.
`;

/** How many webhooks can be under way when a process dies: two environments with a batch of ten each. */
const IN_FLIGHT = 20;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    drops: { type: 'string', default: '200' },
    kills: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else await main(Number(values.runs), Number(values.drops), Number(values.kills), Number(values.seed));

async function main(runs: number, drops: number, kills: number, seed: number): Promise<void> {
  let failed = 0;
  for (let run = 1; run <= runs; run += 1) {
    const random = makeRandom(seed, run);
    const startedMs = performance.now();
    const result = await killRun({ drops, kills, random: () => random.next() });
    const problems = problemsOf(result, kills);
    failed += problems.length > 0 ? 1 : 0;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const { lost, secondIds, twice, early, repeats } = result;
    console.log(
      `[${run}/${runs}] lost ${lost.length}, second ids ${secondIds.length}, entries twice ${twice.length}, ` +
        `early ${early.length}, told again ${repeats} (${seconds} s)`,
    );
    for (const problem of problems) console.log(`  ${problem}`);
  }
  console.log(`${runs} runs of ${drops} drops and ${kills} kills: ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function problemsOf({ lost, secondIds, twice, early, repeats }: KillRun, kills: number): string[] {
  const tooMany = repeats > kills * IN_FLIGHT ? [`told again ${repeats} times`] : [];
  return [...lost, ...secondIds, ...twice, ...early, ...tooMany].slice(0, 20);
}
