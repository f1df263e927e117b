import { readFileSync } from 'node:fs';
import { askCommand, given, pathOf } from '../ask-command.ts';
import { usage } from '../cli-error.ts';
import type { Call } from '../command.ts';

/** The publishing desks. */
export const NEWSROOM_COMMANDS = [
  askCommand({
    name: 'newsroom list',
    about: 'the desks that may publish',
    examples: ['presswire newsroom list'],
    ask: () => ({ path: '/api/newsrooms' }),
    list: { name: 'newsrooms', columns: ['id', 'name', 'host', 'timezone', 'language'] },
  }),
  askCommand({
    name: 'newsroom show',
    about: 'everything that is set for one desk',
    args: ['<newsroom>'],
    examples: ['presswire newsroom show blora', 'presswire newsroom show blora --json > blora.json'],
    ask: ({ arg }) => ({ path: pathOf`/api/newsrooms/${arg(0)}` }),
  }),
  askCommand({
    name: 'newsroom put',
    about: 'open a desk, or set it anew',
    args: ['<newsroom>'],
    options: {
      name: { value: '<text>', about: 'how readers see it' },
      host: { value: '<host>', about: 'its host name' },
      timezone: { value: '<zone>', about: 'in which its authors write times, such as Asia/Jakarta' },
      language: { value: '<tag>', about: 'of its releases and receipts, such as id or en' },
      email: { value: '<address>', about: 'where receipts are mailed to' },
      from: { value: '<file>', about: 'JSON with these and all other settings; options stand over it' },
    },
    more:
      'It replaces all settings of the desk. To change one, take "newsroom show <id> --json" as a file, change it\n' +
      'and put it back with --from.',
    examples: [
      'presswire newsroom put harbour --name "Harbour Press Office" --host press.harbour.example \\',
      '    --timezone Europe/London --language en',
      'presswire newsroom put blora --from blora.json',
    ],
    ask: (call) => ({ method: 'PUT', path: pathOf`/api/newsrooms/${call.arg(0)}`, body: settingsOf(call) }),
  }),
];

function settingsOf({ text }: Call): object {
  const file = text('from');
  const typed = given({
    name: text('name'),
    host: text('host'),
    timezone: text('timezone'),
    language: text('language'),
    contactEmail: text('email'),
  });
  return { ...(file === undefined ? {} : jsonFile(file)), ...typed };
}

/** Throws `CliError` for a file that is not there, or holds no object. */
function jsonFile(file: string): object {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw usage(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  throw usage(`${file} holds no settings; "newsroom show <id> --json" shows how they look`);
}
