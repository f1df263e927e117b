import { parseArgs } from 'node:util';

export type SimulateOptions = {
  seeds: number;
  first: number;
  jobs: number;
  seed: number | undefined;
  html: string | undefined;
  withoutActions: number[];
  withoutFaults: string[];
  skipFaults: number[];
  shrink: boolean;
  mutants: boolean;
  only: string;
};

export const HELP = `Runs the use cases of ingest, announce, deliver, publish and the clock on memory adapters, under faults that a seed decides.

  npm run simulate -- --seeds 30000        so many histories
  npm run simulate -- --seed 12            one history, told line by line
  npm run simulate -- --seed 12 --shrink   what of it a failure needs
  npm run simulate -- --mutants            breaks the code in known ways; each must be noticed

  --first <n>              the first seed (1)
  --jobs <n>               threads (2)
  --html <file>            draws the history as a sequence diagram
  --without-actions <1,4>  leaves out what people do, by number
  --without-faults <kinds> leaves out kinds of faults
  --skip-faults <3,17>     leaves out single faults, by number
  --only <text>            only mutants whose name holds this text
`;

/** Reads the command line. Throws, in one line, for what it does not know. */
export function readOptions(args: readonly string[]): SimulateOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: text,
      first: text,
      jobs: text,
      seed: text,
      html: text,
      'without-actions': text,
      'without-faults': text,
      'skip-faults': text,
      shrink: { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  return {
    seeds: number('--seeds', values.seeds, 1000),
    first: number('--first', values.first, 1),
    jobs: number('--jobs', values.jobs, 2),
    seed: values.seed === undefined ? undefined : number('--seed', values.seed, 1),
    html: values.html,
    withoutActions: list(values['without-actions']).map(Number),
    withoutFaults: list(values['without-faults']),
    skipFaults: list(values['skip-faults']).map(Number),
    shrink: values.shrink,
    mutants: values.mutants,
    only: values.only,
  };
}

function list(given: string | undefined): string[] {
  return given === undefined || given === '' ? [] : given.split(',');
}

function number(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const read = Number(given);
  if (Number.isInteger(read) && read >= 0) return read;
  throw new Error(`${option} is "${given}"; it needs a whole number`);
}
