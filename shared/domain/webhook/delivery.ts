import * as z from 'zod/mini';
import { eventTypeSchema } from './event-type.ts';

/**
 * `ENDPOINT#<id>` / `DELIVERY#<event time>#<deliveryId>`, ≤ 1 KB, kept 90 days. `deliveryId` carries endpoint and
 * event time, so that the key follows from it.
 */
export const deliverySchema = z.object({
  deliveryId: z.string(),
  endpointId: z.string(),
  partnerId: z.string(),
  webhookId: z.string(),
  eventTime: z.string(),
  event: z.union([eventTypeSchema, z.literal('endpoint.challenge')]),
  releaseId: z.exactOptional(z.string()),
  uri: z.exactOptional(z.string()),
  version: z.exactOptional(z.int()),
  state: z.enum(['pending', 'retrying', 'delivered', 'failed']),
  /** It was no news. */
  test: z.exactOptional(z.boolean()),
  attempts: z.int(),
  lastAttemptAt: z.string(),
  status: z.exactOptional(z.int()),
  durationMs: z.exactOptional(z.int()),
  next: z.exactOptional(z.string()),
  pickupUrl: z.exactOptional(z.string()),
  expiresAtSeconds: z.int(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/**
 * `ENDPOINT#<id>` / `ATTEMPT#<deliveryId>#<n>`: one failed HTTP request, kept 90 days. `why` is its class
 * (outcome-table.ts), `ended` why no more were made (`Ending`, or that the endpoint was disabled), `firewall` whose page it was, `timings` how long each phase took. Headers are masked.
 */
export const attemptSchema = z.object({
  deliveryId: z.string(),
  endpointId: z.string(),
  attempt: z.int(),
  at: z.string(),
  kind: z.string(),
  why: z.string(),
  ended: z.exactOptional(z.string()),
  phase: z.exactOptional(z.string()),
  firewall: z.exactOptional(z.string()),
  status: z.exactOptional(z.int()),
  detail: z.exactOptional(z.string()),
  requestHeaders: z.record(z.string(), z.string()),
  bodySha256: z.string(),
  responseHeaders: z.exactOptional(z.record(z.string(), z.string())),
  responseBody: z.exactOptional(z.string()),
  truncated: z.exactOptional(z.boolean()),
  address: z.exactOptional(z.string()),
  timings: z.exactOptional(z.record(z.string(), z.int())),
  durationMs: z.int(),
  next: z.exactOptional(z.string()),
  expiresAtSeconds: z.int(),
});
export type Attempt = z.infer<typeof attemptSchema>;
