import { compareInstants } from '../release/instant.ts';

/** How often a pulse is put. */
const EVERY_SECONDS = 300;
/** One that has no answer is given up for another after this long, so that a lost receipt is not missed for ever. */
const GIVEN_UP_SECONDS = 900;
/** How ingest answers a text that it would publish. */
const EXPECTED = 'published';

export type PulseFacts = {
  nowMs: number;
  /** When the last pulse was put, by S3. */
  put: string | undefined;
  /** The newest answer there is: to which upload, when, by S3, and how it would have ended. */
  answer: { uploadedAt: string; at: string; would: string } | undefined;
};
export type PulseDecision = {
  /** From the last pulse to its answer, or its age where it has none that is right; whole seconds. */
  seconds?: number;
  /** Whether the next one is to be put. */
  put: boolean;
};

/**
 * What the last pulse says, and whether the next one goes. An answer that refuses it is one, so that the next follows
 * in its time, but it is not the right one: its pulse goes on aging.
 */
export function decidePulse({ nowMs, put, answer }: PulseFacts): PulseDecision {
  if (put === undefined) return { put: true };
  const age = Math.max(0, Math.floor((nowMs - Date.parse(put)) / 1000));
  const own = answer !== undefined && compareInstants(answer.uploadedAt, put) === 0 ? answer : undefined;
  const isRight = own?.would === EXPECTED;
  return {
    seconds: isRight ? Math.max(0, compareInstants(own.at, put) / 1000) : age,
    put: age >= (own === undefined ? GIVEN_UP_SECONDS : EVERY_SECONDS),
  };
}
