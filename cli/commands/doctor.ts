import { checkDeadLetters, checkSite, checkToken, type Check } from '../checks.ts';
import type { Command } from '../command.ts';
import { plainText } from '../plain-text.ts';

const MARKS = { ok: 'ok ', bad: 'BAD', unknown: ' ? ' } as const;

export const DOCTOR: Command = {
  name: 'doctor',
  about: 'look at everything; each line says what to do',
  args: [],
  options: {},
  more:
    'Site, freshness, this clock, feeds, keys, token, dead letters. It changes nothing. The code is 1 where something\n' +
    'is BAD; a ? is what could not be looked at from here.',
  examples: ['presswire doctor', 'presswire doctor --json | jq \'.[] | select(.state=="bad")\''],
  run: async (call) => {
    const { site, token } = call.target();
    const api = await call.api();
    const hasToken = token !== undefined || call.text('token') !== undefined;
    const checks = [
      ...(await checkSite(site, call.shell.nowMs)),
      await checkToken(api, hasToken),
      await checkDeadLetters(call.aws()),
    ];
    call.show(checks, checks.map(renderCheck).join('\n'));
    return checks.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};

function renderCheck({ what, state, found, remedy }: Check): string {
  const line = `${MARKS[state]}  ${what.padEnd(13)} ${plainText(found)}`;
  return state === 'ok' || remedy === undefined ? line : `${line}\n     ${''.padEnd(13)} -> ${remedy}`;
}
