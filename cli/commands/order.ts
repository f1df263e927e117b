import * as z from 'zod';
import { pathOf } from '../ask-command.ts';
import { failed, usage } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { plainText } from '../plain-text.ts';
import { renderFacts } from '../render-table.ts';

const releaseSchema = z.object({
  id: z.string(),
  state: z.string(),
  version: z.number(),
  headline: z.string(),
  holders: z.array(z.looseObject({})),
});

const REASON = { reason: { value: '<text>', about: 'why; it stands in the log for good' } } as const;

/** What an operator orders of a release; it becomes an object of the log, which a rebuild carries out again. */
export const ORDER_COMMANDS: readonly Command[] = [
  {
    name: 'release show',
    about: 'one release: its versions, the uploads behind them, who holds it',
    args: ['<release>'],
    options: {},
    examples: ['presswire release show blora/pasar-malam'],
    run: async (call) => {
      const release = await (await call.api()).get('GET', pathOf`/api/releases/${call.arg(0)}`);
      call.show(release, renderFacts(z.looseObject({}).parse(release)));
      return 0;
    },
  },
  {
    name: 'kill',
    about: 'take a release and its words away everywhere, for good',
    args: ['<release>'],
    options: { ...REASON, yes: { about: 'do not ask; for scripts' } },
    more:
      'Page and JSON answer 410, the caches are emptied, every partner that may hold it is told first and asked for a\n' +
      'confirmation. The same words are refused from then on, under every name. It cannot be undone. To take back what\n' +
      'may come again, "presswire withdraw" is enough.',
    examples: ['presswire kill blora/pasar-malam --reason "Court order 12/2026"'],
    run: async (call) => {
      const reason = reasonOf(call);
      if (!call.isSet('yes')) await askTwice(call);
      return order(call, 'kill', reason);
    },
  },
  {
    name: 'withdraw',
    about: 'take a release back; a newer upload restores it',
    args: ['<release>'],
    options: REASON,
    examples: ['presswire withdraw blora/pasar-malam --reason "The date is wrong"'],
    run: (call) => order(call, 'withdraw', reasonOf(call)),
  },
  {
    name: 'confirm',
    about: 'carry out a deletion that waits for your word (many at once, or an old release)',
    args: ['<release>'],
    options: REASON,
    examples: ['presswire confirm blora/pasar-malam --reason "The desk meant it"'],
    run: (call) => order(call, 'confirm', reasonOf(call)),
  },
];

function reasonOf(call: Call): string {
  const reason = call.text('reason')?.trim() ?? '';
  if (reason === '') throw usage('--reason is missing: say why, it stands in the log for good');
  return reason;
}

/** What it is, then its name, then the word: whoever mistook the release sees it before the second answer. */
async function askTwice(call: Call): Promise<void> {
  const { question } = call.shell;
  if (question === undefined) throw usage('nobody can be asked here; --yes says that it is meant');
  const release = releaseSchema.parse(
    await (await call.api()).get('GET', pathOf`/api/releases/${call.arg(0)}`),
  );
  const { id, headline, version, state, holders } = release;
  call.shell.say(
    `"${plainText(headline)}", version ${version}, ${state}, held by ${holders.length} endpoints`,
  );
  if ((await question(`Kill it for good? Type ${id}: `)).trim() !== id) throw failed('nothing was done');
  if ((await question('It cannot be undone. Type kill: ')).trim() !== 'kill')
    throw failed('nothing was done');
}

async function order(call: Call, command: 'kill' | 'withdraw' | 'confirm', reason: string): Promise<0> {
  const api = await call.api();
  const path = pathOf`/api/releases/${call.arg(0)}/${command}`;
  const ordered = await api.get('POST', path, { reason });
  call.show(ordered, `It is ordered. "presswire release show ${call.arg(0)}" shows when it is done.`);
  return 0;
}
