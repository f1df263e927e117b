import { CliError, usage } from './cli-error.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { faultOfAws } from './fault-of-aws.ts';
import { renderCommandHelp, renderOverview } from './help.ts';
import { readCall } from './read-call.ts';
import type { Shell } from './shell.ts';

const EXIT = { failed: 1, usage: 2 } as const;

/** Runs one command line; gives its exit code: 0 done, 1 it did not work or is not so, 2 it was typed wrong. */
export async function run(words: readonly string[], shell: Shell): Promise<0 | 1 | 2> {
  try {
    return await carryOut(words, shell);
  } catch (error) {
    const fault = error instanceof CliError ? error : faultOfAws(error);
    if (fault === undefined) throw error;
    shell.say(`presswire: ${fault.message}`);
    return EXIT[fault.kind];
  }
}

async function carryOut(words: readonly string[], shell: Shell): Promise<0 | 1> {
  const [first = ''] = words;
  if (['', 'help', '--help', '-h'].includes(first)) {
    shell.print(renderOverview(COMMANDS));
    return 0;
  }
  const found = findCommand(words);
  if (found === undefined) return showGroup(first, words, shell);
  const { command, rest } = found;
  const call = readCall(command, rest, shell);
  if (call.isHelp) {
    shell.print(renderCommandHelp(command));
    return 0;
  }
  return command.run(call);
}

/** The longest name that the words begin with. */
function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const command = COMMANDS.find((one) => one.name === name);
    if (command !== undefined) return { command, rest: words.slice(count) };
  }
  return undefined;
}

/** `presswire partner`: its commands. Throws `CliError` for a word that begins none. */
function showGroup(first: string, words: readonly string[], shell: Shell): 0 {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length === 0) throw usage(`"${first}" is no command; "presswire --help" lists them`);
  const second = words[1];
  if (second !== undefined && !second.startsWith('-')) {
    const names = group.map(({ name }) => name.slice(first.length + 1)).join(', ');
    throw usage(`"${first} ${second}" is no command; there is ${first} ${names}`);
  }
  shell.print(group.map(renderCommandHelp).join('\n\n\n'));
  return 0;
}
