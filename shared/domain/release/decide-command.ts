import type { Head } from './head.ts';
import { compareInstants } from './instant.ts';

export type CommandDecision =
  | { kind: 'nothing'; why: 'already-killed' | 'superseded' | 'already-withdrawn' | 'not-waiting' }
  /** It is withdrawn by deletion already: the command is recorded, so that a late upload does not restore it. */
  | { kind: 'record-withdrawal' }
  | {
      kind: 'version';
      state: 'withdrawn' | 'killed';
      changeKind: 'withdrawal' | 'kill';
      /** Who took it back: a confirmed deletion is its author's, and any living key restores it. */
      by: 'command' | 'deletion';
    };

type CommandFacts = { command: { kind: 'withdraw' | 'kill' | 'confirm'; at: string }; head: Head };

/** An operator's command as a table: the first row whose condition holds decides (SEMANTICS "ingest" 4). */
export const COMMAND_ROWS: readonly {
  row: string;
  when: (facts: CommandFacts) => boolean;
  decision: CommandDecision;
}[] = [
  {
    row: 'killed before',
    when: ({ head }) => head.state === 'killed',
    decision: { kind: 'nothing', why: 'already-killed' },
  },
  {
    row: 'a kill is for ever',
    when: ({ command }) => command.kind === 'kill',
    decision: { kind: 'version', state: 'killed', changeKind: 'kill', by: 'command' },
  },
  {
    row: 'a withdrawal before the newest upload',
    when: ({ command, head }) =>
      command.kind === 'withdraw' && compareInstants(command.at, head.uploadedAt) < 0,
    decision: { kind: 'nothing', why: 'superseded' },
  },
  {
    row: 'a withdrawal; at a tie with an upload it stands',
    when: ({ command, head }) => command.kind === 'withdraw' && head.state !== 'withdrawn',
    decision: { kind: 'version', state: 'withdrawn', changeKind: 'withdrawal', by: 'command' },
  },
  {
    row: 'a withdrawal of what an operator withdrew',
    when: ({ command, head: { withdrawn } }) =>
      command.kind === 'withdraw' &&
      withdrawn?.by === 'command' &&
      compareInstants(withdrawn.at, command.at) >= 0,
    decision: { kind: 'nothing', why: 'already-withdrawn' },
  },
  {
    row: 'a withdrawal of what a deletion withdrew',
    when: ({ command }) => command.kind === 'withdraw',
    decision: { kind: 'record-withdrawal' },
  },
  {
    row: 'a confirmation where no deletion waits',
    when: ({ head }) => head.state === 'withdrawn' || head.removal === undefined,
    decision: { kind: 'nothing', why: 'not-waiting' },
  },
  {
    row: 'a confirmation of an earlier deletion',
    when: ({ command, head: { removal } }) =>
      removal !== undefined && compareInstants(command.at, removal.at) < 0,
    decision: { kind: 'nothing', why: 'superseded' },
  },
  {
    row: 'a confirmation of the deletion that waits',
    when: () => true,
    decision: { kind: 'version', state: 'withdrawn', changeKind: 'withdrawal', by: 'deletion' },
  },
];

/** What an operator's command does to a release. */
export function decideCommand(command: CommandFacts['command'], head: Head): CommandDecision {
  const row = COMMAND_ROWS.find(({ when }) => when({ command, head }));
  return row?.decision ?? { kind: 'nothing', why: 'not-waiting' };
}
