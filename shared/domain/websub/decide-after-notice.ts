import type { Outcome } from '../webhook/outcome.ts';
import { retryAfterMs } from '../webhook/retry-after.ts';

/** Seconds before each further try of one content; after the last it is dropped, and the subscription stays (WebSub §7). */
const RETRY_SECONDS = [10, 60, 300, 1_800, 7_200] as const;
/** A subscriber may ask for more time than the schedule gives, up to this. */
const MOST_WAIT_MS = 86_400_000;

export type AfterNotice =
  | { step: 'told' }
  | { step: 'ended' }
  | { step: 'retry'; waitMs: number }
  | { step: 'dropped' };

/**
 * What follows from a subscriber's answer to content (WebSub §7): any 2xx is success, 410 ends the subscription, and
 * everything else, redirects included, is a failure. `attempt` counts from 1.
 */
export function decideAfterNotice(outcome: Outcome, attempt: number, nowMs: number): AfterNotice {
  if (outcome.kind === 'response') {
    if (outcome.status >= 200 && outcome.status <= 299) return { step: 'told' };
    if (outcome.status === 410) return { step: 'ended' };
  }
  const seconds = outcome.kind === 'blocked' ? undefined : RETRY_SECONDS[attempt - 1];
  if (seconds === undefined) return { step: 'dropped' };
  const asked = outcome.kind === 'response' ? retryAfterMs(outcome.headers['retry-after'], nowMs) : undefined;
  return { step: 'retry', waitMs: Math.max(seconds * 1000, Math.min(asked ?? 0, MOST_WAIT_MS)) };
}
