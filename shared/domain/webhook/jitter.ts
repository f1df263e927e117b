import { createHash } from 'node:crypto';

const MOST_OF_WAIT = 0.2;

/**
 * Milliseconds, 0 to 20 % of `waitMs`, so that a partner that was down does not meet all its retries at once. Upward
 * only, and derived: the same attempt waits as long in every redo (DESIGN §2, rule 3).
 */
export function jitterOf(attempt: {
  releaseId: string;
  version: number;
  endpointId: string;
  number: number;
  waitMs: number;
}): number {
  const { releaseId, version, endpointId, number } = attempt;
  const digest = createHash('sha256')
    .update([releaseId, version, endpointId, number].join('\n'))
    .digest('hex');
  const share = Number.parseInt(digest.slice(0, 8), 16) / 0xffff_ffff;
  return Math.floor(share * MOST_OF_WAIT * attempt.waitMs);
}
