import type { Head } from './head.ts';
import { compareInstants } from './instant.ts';

export type CommandDecision =
  | { kind: 'nothing'; why: 'already-killed' | 'superseded' | 'already-withdrawn' }
  /** It is withdrawn by deletion already: the command is recorded, so that a late upload does not restore it. */
  | { kind: 'record-withdrawal' }
  | { kind: 'version'; state: 'withdrawn' | 'killed'; changeKind: 'withdrawal' | 'kill' };

/**
 * What an operator's command does to a release (SEMANTICS "ingest" 4): a withdrawal earlier than the newest upload is
 * superseded, at a tie the command stands; a kill is for ever.
 */
export function decideCommand(
  command: { kind: 'withdraw' | 'kill'; at: string },
  head: Head,
): CommandDecision {
  if (head.state === 'killed') return { kind: 'nothing', why: 'already-killed' };
  if (command.kind === 'kill') return { kind: 'version', state: 'killed', changeKind: 'kill' };
  if (compareInstants(command.at, head.uploadedAt) < 0) return { kind: 'nothing', why: 'superseded' };
  if (head.state !== 'withdrawn') return { kind: 'version', state: 'withdrawn', changeKind: 'withdrawal' };
  const known = head.withdrawn?.by === 'command' && compareInstants(head.withdrawn.at, command.at) >= 0;
  return known ? { kind: 'nothing', why: 'already-withdrawn' } : { kind: 'record-withdrawal' };
}
