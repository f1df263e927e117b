import type { Head } from './head.ts';
import { laterInstant } from './instant.ts';
import { timeHasCome, type Moment } from './time-has-come.ts';

export type TimeDecision =
  | { kind: 'nothing' }
  /** The message came before its time: a fresh one is sent for it. */
  | { kind: 'too-early'; at: string }
  | { kind: 'version'; state: 'published'; changeKind: 'lift'; at: string; firstPublicAt: string }
  | { kind: 'version'; state: 'expired'; changeKind: 'expiry'; at: string };

/**
 * What the passing of time does to a release: only this lifts an embargo or a schedule, as a new version, so that
 * whatever is told after something else has a greater one (SEMANTICS "ingest" 5, H5).
 */
export function decideTime(head: Head, moment: Moment): TimeDecision {
  switch (head.state) {
    case 'scheduled':
    case 'embargoed': {
      const at = head.publishAt ?? head.embargoedUntil;
      if (at === undefined) return { kind: 'nothing' };
      if (!timeHasCome(at, head.upload.at, moment)) return { kind: 'too-early', at };
      const firstPublicAt = head.firstPublicAt ?? laterInstant(at, head.upload.at);
      return { kind: 'version', state: 'published', changeKind: 'lift', at: firstPublicAt, firstPublicAt };
    }
    case 'published': {
      const at = head.expires;
      if (at === undefined) return { kind: 'nothing' };
      if (!timeHasCome(at, head.upload.at, moment)) return { kind: 'too-early', at };
      return { kind: 'version', state: 'expired', changeKind: 'expiry', at };
    }
    case 'expired':
    case 'withdrawn':
    case 'killed':
      return { kind: 'nothing' };
  }
}
