import { runMutants } from './mutants/run-mutants.ts';
import { HELP, readOptions, type SimulateOptions } from './options.ts';
import { reportFailure, reportTally, zeroRows } from './report/report.ts';
import { runSeeds } from './run-seeds.ts';
import { tellSeed } from './tell-seed.ts';

/** Exits 0 when nothing was broken and every fault and row was reached, else 1. */
async function main(options: SimulateOptions): Promise<number> {
  if (options.mutants) return runMutants(options);
  if (options.seed !== undefined) return tellSeed({ ...options, seed: options.seed });
  const startedMs = performance.now();
  const tally = await runSeeds({ ...options });
  console.log(reportTally(tally, (performance.now() - startedMs) / 1000));
  const failure = tally.failures[0];
  if (failure === undefined) return zeroRows(tally).length === 0 ? 0 : 1;
  console.log(reportFailure(tally));
  await tellSeed({ ...options, seed: failure.seed, shrink: true });
  return 1;
}

if (process.argv.includes('--help')) console.log(HELP);
else process.exitCode = await main(readOptions(process.argv.slice(2)));
