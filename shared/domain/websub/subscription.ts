import * as z from 'zod/mini';
import { feedFormatSchema } from './topic.ts';

/**
 * What a subscriber asked for and has not confirmed yet. `challenge` is random and of this request alone, so it also
 * tells one request from the next; `topic` is the address as it was given.
 */
const askedSchema = z.object({
  mode: z.enum(['subscribe', 'unsubscribe']),
  topic: z.string(),
  challenge: z.string(),
  at: z.string(),
  leaseSeconds: z.int(),
  secret: z.exactOptional(z.string()),
  /** Attempts at asking that did not arrive. */
  attempt: z.int(),
  next: z.exactOptional(z.string()),
});
export type HubAsked = z.infer<typeof askedSchema>;

/** What was confirmed: nothing is sent at or after `until`. */
const leaseSchema = z.object({ since: z.string(), until: z.string(), secret: z.exactOptional(z.string()) });

/**
 * `TOPIC#<feedId>#<format>` / `<sha256 of callback>`: a subscription (WebSub §5). What is asked for changes nothing until
 * its callback has confirmed it. `told` is the digest of the document that was taken last; `trying` of the one that was
 * not, without `next` once it was given up.
 */
export const subscriptionSchema = z.object({
  feedId: z.string(),
  format: feedFormatSchema,
  callbackId: z.string(),
  callback: z.string(),
  rev: z.int(),
  asked: z.exactOptional(askedSchema),
  lease: z.exactOptional(leaseSchema),
  told: z.exactOptional(z.string()),
  trying: z.exactOptional(
    z.object({ digest: z.string(), attempt: z.int(), next: z.exactOptional(z.string()) }),
  ),
  expiresAtSeconds: z.int(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
