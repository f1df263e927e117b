import * as z from 'zod/mini';

/**
 * `IDEMPOTENCY#<tokenHash>` / `<keyHash>`, kept a day: a request under an `Idempotency-Key`. `requestHash` tells it from
 * another under the same key, `until` ends the wait for a request that was cut off; `answer` is sealed, since answers hold
 * tokens and secrets, and `answerHash` is that of what was answered.
 */
export const idempotencySchema = z.object({
  tokenHash: z.string(),
  keyHash: z.string(),
  requestHash: z.string(),
  until: z.string(),
  done: z.exactOptional(
    z.object({ status: z.int(), contentType: z.string(), answer: z.string(), answerHash: z.string() }),
  ),
  rev: z.int(),
  expiresAtSeconds: z.int(),
});
export type IdempotencyRecord = z.infer<typeof idempotencySchema>;
