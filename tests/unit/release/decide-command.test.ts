import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_ROWS, decideCommand, type CommandDecision } from '#domain/release/decide-command.ts';
import type { Head } from '#domain/release/head.ts';
import { aHead } from '../../support/a-head.ts';

const at = (minute: number): string => `2026-03-01T09:${String(minute).padStart(2, '0')}:00.000Z`;
const live = (minute: number): Head => aHead({ uploadedAt: at(minute) });
const gone = (by: 'deletion' | 'command', minute: number): Head =>
  aHead({ state: 'withdrawn', uploadedAt: at(0), withdrawn: { at: at(minute), by } });
const waiting = (minute: number): Head =>
  aHead({ removal: { key: 'k', versionId: 'v', at: at(minute), why: 'many' } });
const withdraw: CommandDecision = {
  kind: 'version',
  state: 'withdrawn',
  changeKind: 'withdrawal',
  by: 'command',
};

type Case = [string, 'withdraw' | 'kill' | 'confirm', number, Head, CommandDecision];
const CASES: Case[] = [
  ['a withdrawal', 'withdraw', 5, live(4), withdraw],
  ['a withdrawal in the second of an upload', 'withdraw', 5, live(5), withdraw],
  ['a withdrawal before the newest upload', 'withdraw', 5, live(6), { kind: 'nothing', why: 'superseded' }],
  ['a withdrawal of a deleted one', 'withdraw', 5, gone('deletion', 4), { kind: 'record-withdrawal' }],
  [
    'the same withdrawal again',
    'withdraw',
    5,
    gone('command', 5),
    { kind: 'nothing', why: 'already-withdrawn' },
  ],
  ['a later withdrawal', 'withdraw', 6, gone('command', 5), { kind: 'record-withdrawal' }],
  [
    'a kill before the newest upload',
    'kill',
    5,
    live(6),
    { kind: 'version', state: 'killed', changeKind: 'kill', by: 'command' },
  ],
  [
    'a kill of a withdrawn one',
    'kill',
    5,
    gone('command', 6),
    { kind: 'version', state: 'killed', changeKind: 'kill', by: 'command' },
  ],
  ['a second kill', 'kill', 5, aHead({ state: 'killed' }), { kind: 'nothing', why: 'already-killed' }],
  [
    'a withdrawal after a kill',
    'withdraw',
    5,
    aHead({ state: 'killed' }),
    { kind: 'nothing', why: 'already-killed' },
  ],
  ['a confirmation of nothing', 'confirm', 5, live(4), { kind: 'nothing', why: 'not-waiting' }],
  ['a confirmation after all', 'confirm', 5, gone('deletion', 4), { kind: 'nothing', why: 'not-waiting' }],
  ['a confirmation', 'confirm', 5, waiting(4), { ...withdraw, by: 'deletion' }],
  ['a confirmation of an earlier deletion', 'confirm', 5, waiting(6), { kind: 'nothing', why: 'superseded' }],
];

describe('an operator’s command', () => {
  it.each(CASES)('%s', (_, kind, minute, head, expected) => {
    expect(decideCommand({ kind, at: at(minute) }, head)).toEqual(expected);
  });

  it('has a case for every row', () => {
    const reached = CASES.map(
      ([, kind, minute, head]) =>
        COMMAND_ROWS.find(({ when }) => when({ command: { kind, at: at(minute) }, head }))?.row,
    );
    expect(new Set(reached)).toEqual(new Set(COMMAND_ROWS.map(({ row }) => row)));
  });

  it('never brings anything back, and the same one twice is nothing', () => {
    const heads = fc.constantFrom(live(4), live(6), gone('deletion', 4), gone('command', 6), waiting(3));
    const kinds = fc.constantFrom('withdraw' as const, 'kill' as const, 'confirm' as const);
    fc.assert(
      fc.property(heads, kinds, fc.nat(9), (head, kind, minute) => {
        const command = { kind, at: at(minute) };
        const decision = decideCommand(command, head);
        if (decision.kind !== 'version') return;
        const { removal: _removal, ...rest } = head;
        const after: Head = {
          ...rest,
          state: decision.state,
          ...(decision.state === 'withdrawn' ? { withdrawn: { at: command.at, by: decision.by } } : {}),
        };
        expect(decideCommand(command, after).kind).toBe('nothing');
      }),
    );
  });
});
