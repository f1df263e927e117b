import * as z from 'zod/mini';
import { eventTypeSchema } from './event-type.ts';

export const tellingMarkSchema = z.object({ version: z.int(), event: eventTypeSchema });

/** What is told: with the release and the endpoint it makes the `webhook-id`. */
export type TellingMark = z.infer<typeof tellingMarkSchema>;

/**
 * `HOLDER#<releaseId>#<0..7>` / `<endpointId>` (SEMANTICS): `told` is written only after a 2xx; `trying` before the
 * POST, cleared by a 2xx or taken back; `next` is the time of the planned retry. `trying.until` bounds the request
 * under way and only saves a second one at the same time. `failed` counts the requests for one mark (`burnt`: those
 * that used up the schedule); `over` means that no more are made.
 */
export const holderSchema = z.object({
  releaseId: z.string(),
  endpointId: z.string(),
  rev: z.int(),
  told: z.exactOptional(tellingMarkSchema),
  trying: z.exactOptional(
    z.extend(tellingMarkSchema, { attempt: z.int(), until: z.exactOptional(z.string()) }),
  ),
  next: z.exactOptional(z.string()),
  failed: z.exactOptional(
    z.extend(tellingMarkSchema, {
      attempts: z.int(),
      burnt: z.int(),
      firstAt: z.string(),
      over: z.exactOptional(z.boolean()),
    }),
  ),
});
export type Holder = z.infer<typeof holderSchema>;

/** Whether two marks stand for the same webhook. */
export function isSameMark(one: TellingMark | undefined, other: TellingMark | undefined): boolean {
  return one !== undefined && one.version === other?.version && one.event === other.event;
}
