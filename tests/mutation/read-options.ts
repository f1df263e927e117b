import { parseArgs } from 'node:util';

export type MutationOptions = {
  help: boolean;
  list: boolean;
  /** Part of the title of the wires that are meant, lower case. */
  only: string;
  /** Those without a line in the table. */
  missing: boolean;
  /** Judges again what was judged before. */
  fresh: boolean;
  jobs: number;
};

export const HELP = `Takes each wire out of the template, runs the stack and names the first check that fails.

  npm run mutate-template -- [options]

  --only <text>  only wires whose title holds this text
  --missing      only wires that docs/architecture.md has no line for
  --list         say the wires and what notices them, and judge none
  --fresh        judge again what an earlier run of the same code has judged
  --jobs <n>     so many at a time (2)

The table in docs/architecture.md follows. A run that was cut off goes on where it was.
Exit code: 0 all noticed, 1 a wire that no check misses, 2 a check fails with every wire in place.
`;

/** Reads the command line. Throws, in one line, for what it does not know. */
export function readOptions(args: readonly string[]): MutationOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: flag,
      list: flag,
      missing: flag,
      fresh: flag,
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: '2' },
    },
  });
  const { jobs, only, ...flags } = values;
  if (!/^[1-9]\d?$/.test(jobs)) throw new Error(`--jobs is "${jobs}"; it needs a whole number above 0`);
  return { ...flags, only: only.toLowerCase(), jobs: Number(jobs) };
}
