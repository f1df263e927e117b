import { parseArgs } from 'node:util';

export type MutationOptions = { markdown: boolean; only: string; sample: number; jobs: number };

export const HELP = `Takes each wire out of the template and names the check that notices.

  npm run mutate-template -- [options]

  --only <text>    only wires whose kind and name hold this text
  --sample <n>     at most so many, of every kind
  --jobs <n>       so many at a time (2)
  --markdown       the table for a page of documentation
`;

/** Reads the command line. Throws, in one line, for what it does not know. */
export function readOptions(args: readonly string[]): MutationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      markdown: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      sample: { type: 'string' },
      jobs: { type: 'string' },
    },
  });
  return {
    markdown: values.markdown,
    only: values.only,
    sample: count('--sample', values.sample, Number.POSITIVE_INFINITY),
    jobs: count('--jobs', values.jobs, 2),
  };
}

function count(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} is "${given}"; it needs a whole number above 0`);
}
