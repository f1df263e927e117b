import type { Head } from './head.ts';
import { laterInstant } from './instant.ts';
import { nextTimeOf, type NextTime } from './next-time.ts';
import { timeHasCome, type Moment } from './time-has-come.ts';

export type TimeDecision =
  | { kind: 'nothing' }
  /** The message came before its time: a fresh one is sent for it. */
  | { kind: 'too-early'; at: string }
  | { kind: 'version'; state: 'published'; changeKind: 'lift'; at: string; firstPublicAt: string }
  | { kind: 'version'; state: 'expired'; changeKind: 'expiry'; at: string }
  /** Its notice leaves the feeds; nobody is told, so it is no version. */
  | { kind: 'end-notice'; at: string };

/**
 * What the passing of time does to a release. Only this lifts an embargo or a schedule, as a new version, so that
 * whatever is told after something else has a greater one (SEMANTICS "ingest" 5, H5); and only this ends a notice, so
 * that builders read a state and compare no times.
 *
 * | LATEST | time | before it | from it on |
 * |---|---|---|---|
 * | scheduled | `publishAt` | too early | published, kind `lift` |
 * | embargoed | `embargoedUntil` | too early | published, kind `lift` |
 * | published | `expires` | too early | expired, kind `expiry` |
 * | withdrawn or killed, ever public | 30 days after it | too early | its notice ends |
 * | anything else | – | nothing | nothing |
 */
export function decideTime(head: Head, moment: Moment): TimeDecision {
  const next = nextTimeOf(head);
  if (next === undefined) return { kind: 'nothing' };
  if (!timeHasCome(next.at, head.upload.at, moment)) return { kind: 'too-early', at: next.at };
  return whatComes(head, next);
}

function whatComes(head: Head, { what, at }: NextTime): TimeDecision {
  switch (what) {
    case 'lift': {
      const lifted = laterInstant(at, head.upload.at);
      const firstPublicAt = head.firstPublicAt ?? lifted;
      return { kind: 'version', state: 'published', changeKind: 'lift', at: lifted, firstPublicAt };
    }
    case 'expiry':
      return { kind: 'version', state: 'expired', changeKind: 'expiry', at };
    case 'end-notice':
      return { kind: 'end-notice', at };
  }
}
