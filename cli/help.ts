import type { Command, Option } from './command.ts';

/** What every command takes. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { about: 'answer in JSON, for programs' },
  site: {
    value: '<url>',
    about: 'the Presswire to speak to (or PRESSWIRE_SITE); else the one of "npm start"',
  },
  token: { value: '-', about: 'read the token from the standard input; better is PRESSWIRE_TOKEN' },
  data: { value: '<folder>', about: 'data folder of the run on this machine (.presswire)' },
  help: { about: 'this text' },
};

const INTRODUCTION = `presswire: run a network of newsrooms from a terminal.

While "npm start" runs in this folder nothing has to be set. For a deployment:

  export PRESSWIRE_SITE=https://news.example
  read -rs PRESSWIRE_TOKEN && export PRESSWIRE_TOKEN     (it stays out of the shell's history)

Something is wrong and you do not know what? "presswire doctor" looks at everything and says what to do.
`;

const CODES = `Exit codes: 0 done; 1 it did not work, or is not so; 2 it was typed wrong. "presswire <command> --help" has examples.`;

/** The list of all commands. */
export function renderOverview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return `${INTRODUCTION}\n${lines.join('\n')}\n\n${CODES}`;
}

/** The help of one command. */
export function renderCommandHelp(command: Command): string {
  const { name, about, args, more, examples } = command;
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  const named = options.map(([option, { value }]) => `--${option}${value === undefined ? '' : ` ${value}`}`);
  const width = Math.max(...named.map((one) => one.length));
  return [
    `presswire ${[name, ...args].join(' ')}`,
    '',
    `${about}${more === undefined ? '' : `\n\n${more}`}`,
    '',
    'Example:',
    ...examples.map((example) => `  ${example}`),
    '',
    ...options.map(([, { about: what }], index) => `  ${(named[index] ?? '').padEnd(width)}  ${what}`),
  ].join('\n');
}
