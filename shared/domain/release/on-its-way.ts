/** An event of S3, a message, or a worker with a bad minute may take so long. */
const ON_ITS_WAY_MS = 180_000;

/**
 * Whether what happened at `at` (RFC 3339) may still be under way: a look that meets it has found nothing lost, and does
 * what it finds without counting a repair.
 */
export function isOnItsWay(at: string, nowMs: number): boolean {
  return Date.parse(at) > nowMs - ON_ITS_WAY_MS;
}
