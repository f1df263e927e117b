import { join } from 'node:path';
import { appEnvironment } from '../../local/presswire/stack-names.ts';
import { synthesise } from '../../local/synth/synthesise.ts';
import { readTemplate } from './assembly.ts';
import { judge, type Original } from './judge.ts';
import { runJourney } from './journey.ts';
import { HELP, readOptions, type MutationOptions } from './options.ts';
import { chooseWires, reportVerdicts, survivorsOf, type Verdict } from './report.ts';
import { staticFailure } from './static-checks.ts';
import { wiresOf, type Wire } from './wires.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Exits 0 when every wire has its check, 1 when one has none, 2 when the checks fail with every wire in place. */
async function main(options: MutationOptions): Promise<number> {
  const { assembly } = await synthesise({
    project: PROJECT,
    cache: join(PROJECT, 'cdk.out', 'local'),
    environment: appEnvironment(false),
  });
  const original = { assembly, template: readTemplate(assembly) };
  const failure = staticFailure(original.template) ?? (await runJourney(assembly));
  if (failure !== undefined) {
    const { check, detail } = typeof failure === 'string' ? { check: failure, detail: '' } : failure;
    console.error(`With every wire in place "${check}" fails; mend that first. ${detail}`);
    return 2;
  }
  const wires = chooseWires(wiresOf(original.template), options);
  const verdicts = await judgeAll(original, wires, options.jobs);
  console.log(reportVerdicts(verdicts, options));
  return survivorsOf(verdicts).length === 0 ? 0 : 1;
}

async function judgeAll(original: Original, wires: readonly Wire[], jobs: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = wires.entries();
  const work = async (): Promise<void> => {
    for (const [index, wire] of waiting) {
      const verdict = await judge(original, wire);
      verdicts[index] = verdict;
      const seconds = (verdict.ms / 1000).toFixed(1);
      console.error(
        `${index + 1}/${wires.length} ${wire.kind}: ${wire.name}\n    ${verdict.noticedBy ?? 'SURVIVED'} (${seconds} s)`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return verdicts;
}

if (process.argv.includes('--help')) console.log(HELP);
else process.exitCode = await main(readOptions(process.argv.slice(2)));
