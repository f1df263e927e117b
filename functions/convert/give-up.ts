import { CONVERT_RECEIVES } from './env.ts';

/** What was tried: how often the message was received, when first (epoch milliseconds by SQS's clock), and now. */
type Tried = { receiveCount: number; receivedAtMs: number; nowMs: number };

/** A fault of ours comes again after seconds and is given all receives but the last two, some eight minutes. */
const LAST_TWO = CONVERT_RECEIVES - 1;
/** A file that kills the function, or takes all its time, comes again after the queue's visibility timeout of minutes. */
const KILLS = { receives: 3, afterMs: 10 * 60_000 } as const;

/**
 * Whether a file is opened no more, since it failed for good (ADR 24). Two receives are left then, so that the answer
 * itself may fail once.
 */
export function isGivenUp({ receiveCount, receivedAtMs, nowMs }: Tried): boolean {
  if (receiveCount >= LAST_TWO) return true;
  return receiveCount >= KILLS.receives && nowMs - receivedAtMs >= KILLS.afterMs;
}
