import type { Draft } from './draft.ts';
import type { Head } from './head.ts';
import { plusSeconds } from './instant.ts';
import type { Newsroom } from './newsroom.ts';
import { timeHasCome, type Moment } from './time-has-come.ts';

/** How long a text waits for a picture that it names, where its newsroom has no rule of its own. */
const WAIT_MINUTES = 15;
const MOST_MINUTES = 24 * 60;

/**
 * What a text does whose pictures are not there (ADR 30): it waits until a time at most; or, where its words stand already
 * (moved, or touched), keeps what is shown with them, and must not be withdrawn while it would wait; or goes without.
 * A correction is urgent.
 */
export function decidePictureWait(facts: {
  /** The text's LastModified. */
  at: string;
  awaited: readonly string[];
  change: Draft['change'];
  /** A later version of the text is there. */
  isFollowed: boolean;
  /** LATEST of the release that it speaks of, and the hash of the text's words. */
  head: Head | undefined;
  textHash: string;
  newsroom: Pick<Newsroom, 'rules'>;
  moment: Moment;
}): { kind: 'wait'; until: string } | { kind: 'keep' } | { kind: 'go' } {
  const { at, awaited, change, isFollowed, head, textHash, newsroom, moment } = facts;
  if (awaited.length === 0) return { kind: 'go' };
  if (head?.textHash === textHash && head.state !== 'withdrawn') return { kind: 'keep' };
  if (isFollowed || change.kind === 'correction') return { kind: 'go' };
  const until = plusSeconds(at, waitMinutes(newsroom) * 60);
  return timeHasCome(until, at, moment) ? { kind: 'go' } : { kind: 'wait', until };
}

/** `rules.pictureWaitMinutes`, 0 to a day. */
function waitMinutes({ rules }: Pick<Newsroom, 'rules'>): number {
  const said = rules?.['pictureWaitMinutes'];
  return typeof said === 'number' && said >= 0 ? Math.min(said, MOST_MINUTES) : WAIT_MINUTES;
}
