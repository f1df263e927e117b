import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appEnvironment } from '../../local/presswire/stack-names.ts';
import { synthesise } from '../../local/synth/synthesise.ts';
import { readTemplate } from './assembly.ts';
import { judge, type Original } from './judge.ts';
import { runJourney } from './journey.ts';
import { makeProgress } from './progress.ts';
import { HELP, readOptions, type MutationOptions } from './read-options.ts';
import type { Verdict } from './verdict.ts';
import { openVerdictLog, type VerdictLog } from './verdict-log.ts';
import { readWireTable, writeWireTable } from './wire-table.ts';
import { titleOf, wiresOf, type Wire } from './wires.ts';

const PROJECT = join(import.meta.dirname, '../..');
const PAGE = join(PROJECT, 'docs/architecture.md');
const EXIT = { noticed: 0, survived: 1, broken: 2 } as const;

async function main(options: MutationOptions): Promise<number> {
  const { assembly } = await synthesise({
    project: PROJECT,
    cache: join(PROJECT, 'cdk.out', 'local'),
    environment: appEnvironment(false),
  });
  const template = readTemplate(assembly);
  const wires = wiresOf(template);
  const table = readWireTable(readFileSync(PAGE, 'utf8'));
  const wanted = wires.filter(
    (wire) =>
      titleOf(wire).toLowerCase().includes(options.only) && !(options.missing && table.has(titleOf(wire))),
  );
  if (options.list) return list(wanted, table);
  if (!(await holds(assembly))) return EXIT.broken;
  const log = openVerdictLog({ project: PROJECT, template, fresh: options.fresh });
  const verdicts = await judgeAll({ assembly, template }, wanted, log, options.jobs);
  // A machine that has become too slow for the checks would have noticed everything.
  if (!(await holds(assembly))) return EXIT.broken;
  return report(wires, verdicts);
}

function list(wires: readonly Wire[], table: ReadonlyMap<string, string>): number {
  for (const wire of wires) console.log(`${titleOf(wire)}  ->  ${table.get(titleOf(wire)) ?? '?'}`);
  console.log(`${wires.length} wires`);
  return EXIT.noticed;
}

async function holds(assembly: string): Promise<boolean> {
  const failure = await runJourney(assembly);
  if (failure === undefined) return true;
  console.error(`With every wire in place "${failure.check}" fails; mend that first. ${failure.detail}`);
  return false;
}

/** What an earlier run judged stands; each verdict is kept as soon as it is there. */
async function judgeAll(
  original: Original,
  wires: readonly Wire[],
  log: VerdictLog,
  jobs: number,
): Promise<Verdict[]> {
  const judged = new Map(log.verdicts.map((verdict) => [verdict.title, verdict]));
  const verdicts = wires.flatMap((wire) => judged.get(titleOf(wire)) ?? []);
  const left = wires.filter((wire) => !judged.has(titleOf(wire)));
  if (verdicts.length > 0) console.log(`${verdicts.length} were judged before, ${left.length} are left`);
  const tell = makeProgress({ total: left.length, jobs, print: (line) => console.log(line) });
  const waiting = left.values();
  const work = async (): Promise<void> => {
    for (const wire of waiting) {
      const verdict = await judge(original, wire);
      log.add(verdict);
      verdicts.push(verdict);
      tell(verdict);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return verdicts;
}

/** Brings the table up to date: what was judged now, what stood there before, nothing that is gone. */
function report(wires: readonly Wire[], verdicts: readonly Verdict[]): number {
  const survivors = verdicts.filter(({ noticedBy }) => noticedBy === undefined);
  const page = readFileSync(PAGE, 'utf8');
  const noticed = readWireTable(page);
  for (const { title, noticedBy } of verdicts) {
    if (noticedBy === undefined) noticed.delete(title);
    else noticed.set(title, noticedBy);
  }
  writeFileSync(PAGE, writeWireTable(page, wires, noticed));
  for (const { title } of survivors) console.log(`survived: ${title}`);
  console.log(
    `${verdicts.length} wires, ${verdicts.length - survivors.length} noticed, ${survivors.length} survived`,
  );
  return survivors.length === 0 ? EXIT.noticed : EXIT.survived;
}

const options = readOptions(process.argv.slice(2));
if (options.help) console.log(HELP);
// A run that hung may still hold what would keep the process alive.
else process.exit(await main(options));
