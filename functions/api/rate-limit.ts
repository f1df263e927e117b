import type { MiddlewareHandler } from 'hono';
import type { Clock } from '#ports/clock.ts';
import type { ApiEnvironment } from './access.ts';
import { ProblemError } from './problem.ts';

/** What one token may ask of one container: so many requests at once, and so many a second from then on. */
const BURST = 200;
const PER_SECOND = 50;
const MOST_TOKENS = 10_000;

type Bucket = { left: number; atMs: number };

/** A bucket of requests a token, in this container's memory: see docs/adr/0027 for what that promises. */
export function rateLimit({ clock }: { clock: Clock }): MiddlewareHandler<ApiEnvironment> {
  const buckets = new Map<string, Bucket>();
  return async (context, next) => {
    const { tokenHash } = context.get('token');
    if (buckets.size >= MOST_TOKENS && !buckets.has(tokenHash)) buckets.clear();
    const { left, atMs } = refilled(buckets.get(tokenHash), clock.now());
    buckets.set(tokenHash, { left: Math.max(0, left - 1), atMs });
    if (left < 1) {
      throw new ProblemError({
        status: 429,
        title: 'Too many requests',
        detail: `A token may ask ${PER_SECOND} times a second. Wait a second, then go on more slowly.`,
        retryAfterSeconds: 1,
      });
    }
    return next();
  };
}

function refilled(bucket: Bucket | undefined, nowMs: number): Bucket {
  if (bucket === undefined) return { left: BURST, atMs: nowMs };
  const gained = (Math.max(0, nowMs - bucket.atMs) / 1000) * PER_SECOND;
  return { left: Math.min(BURST, bucket.left + gained), atMs: nowMs };
}
