import type { Head } from '../release/head.ts';
import { isSameMark, type Holder, type TellingMark } from './holder.ts';
import { mayHold } from './left-by.ts';

const ENDS = { withdrawn: 'release.withdrawn', killed: 'release.killed' } as const;

/**
 * What the partner of a removed endpoint must still be told, now that no webhook reaches it: that a release which it may
 * hold was withdrawn or killed. Undefined where it holds nothing, or was written to about it.
 */
export function owedByMail({ state, version }: Head, holder: Holder | undefined): TellingMark | undefined {
  if ((state !== 'withdrawn' && state !== 'killed') || !mayHold(holder)) return undefined;
  const mark = { version, event: ENDS[state] };
  return isSameMark(holder?.mailed, mark) ? undefined : mark;
}
