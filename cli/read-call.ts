import { parseArgs } from 'node:util';
import { makeApi, type Api } from './api.ts';
import { findAws } from './aws.ts';
import { usage } from './cli-error.ts';
import type { Call, Command } from './command.ts';
import { COMMON_OPTIONS } from './help.ts';
import type { Shell } from './shell.ts';
import { findTarget, type Target } from './target.ts';

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What was typed behind a command's name. Throws `CliError` for what the command does not take. */
export function readCall(
  command: Command,
  words: readonly string[],
  shell: Shell,
): Call & { isHelp: boolean } {
  const { values, positionals } = parse(command, words);
  const isHelp = values['help'] === true;
  if (!isHelp) requireArguments(command, positionals);
  const text = (name: string): string | undefined => texts(values, name).at(-1);
  const isJson = values['json'] === true;
  let token: string | undefined;
  const target = (): Target =>
    findTarget({
      site: text('site') ?? given(shell.env['PRESSWIRE_SITE']),
      token: token ?? given(shell.env['PRESSWIRE_TOKEN']),
      data: text('data') ?? '.presswire',
    });
  return {
    isHelp,
    shell,
    isJson,
    arg: (index) => positionals[index] ?? '',
    text,
    texts: (name) => texts(values, name),
    isSet: (name) => values[name] === true,
    target,
    api: async (): Promise<Api> => {
      token ??= await tokenOf(text('token'), shell);
      return makeApi(target());
    },
    aws: () => findAws(isNamed(text('site'), shell) ? undefined : target(), shell.env),
    show: (answer, said) => shell.print(isJson ? JSON.stringify(answer) : said),
  };
}

function isNamed(site: string | undefined, { env }: Shell): boolean {
  return (
    site !== undefined ||
    given(env['PRESSWIRE_SITE']) !== undefined ||
    given(env['DROP_BUCKET']) !== undefined
  );
}

/** A token among the arguments stays in the shell's history and in the list of processes. */
async function tokenOf(option: string | undefined, shell: Shell): Promise<string | undefined> {
  if (option === undefined) return undefined;
  if (option === '-') return (await shell.input()).trim();
  shell.say('presswire: the token is in your shell history now; PRESSWIRE_TOKEN or "--token -" keeps it out');
  return option;
}

function parse(command: Command, words: readonly string[]): { values: Values; positionals: string[] } {
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(
    ([name, { value, several = false }]) =>
      [
        name,
        {
          type: value === undefined ? 'boolean' : 'string',
          multiple: several,
          ...(name === 'help' ? { short: 'h' } : {}),
        },
      ] as const,
  );
  try {
    return parseArgs({ args: [...words], options: Object.fromEntries(options), allowPositionals: true });
  } catch (error) {
    const what = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    throw usage(`${what}; "presswire ${command.name} --help" lists what it takes`);
  }
}

function requireArguments({ name, args }: Command, given: readonly string[]): void {
  const missing = args.slice(given.length).find((arg) => arg.startsWith('<'));
  if (missing !== undefined) {
    throw usage(`${missing} is missing: presswire ${[name, ...args].join(' ')}; "--help" has an example`);
  }
  const extra = given[args.length];
  if (extra !== undefined)
    throw usage(`"${extra}" is one word too many: presswire ${[name, ...args].join(' ')}`);
}

function texts(values: Values, name: string): string[] {
  const value = values[name];
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
