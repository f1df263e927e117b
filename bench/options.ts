import { parseArgs } from 'node:util';
import { failure, success, type Result } from '#domain/result.ts';

export type BenchOptions = { help: boolean; json: boolean; only: string | undefined; runs: number };

const FEWEST_RUNS = 5;

/** The text of `--help`, with a line for each question. */
export function helpText(questions: readonly { name: string; asks: string }[]): string {
  const lines = questions.map(({ name, asks }) => `  ${name.padEnd(10)} ${asks}`);
  return `Measures what the product takes beside what its parts take alone, in one process.

  npm run bench -- [options]

  --only <name>   one question
  --runs <n>      so many interleaved runs, at least ${FEWEST_RUNS} (9)
  --json          figures for a machine
  --help          this text

Questions:
${lines.join('\n')}
`;
}

/** Reads the command line; an error is one line that says what it does not know. */
export function readOptions(args: readonly string[], names: readonly string[]): Result<BenchOptions, string> {
  const given = parse(args);
  if (!given.ok) return given;
  const { only, runs: written, help, json } = given.value;
  if (only !== undefined && !names.includes(only)) return failure(`--only ${only} is no question`);
  const runs = Number(written);
  if (!Number.isInteger(runs) || runs < FEWEST_RUNS) {
    return failure(`--runs ${written} is no whole number from ${FEWEST_RUNS} on`);
  }
  return success({ help, json, only, runs });
}

function parse(args: readonly string[]): Result<Omit<BenchOptions, 'runs'> & { runs: string }, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string' },
        runs: { type: 'string', default: '9' },
      },
    });
    return success({ ...values, only: values.only });
  } catch (error) {
    return failure(error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error));
  }
}
