import * as z from 'zod/mini';
import { eventTypeSchema } from './event-type.ts';

export const tellingMarkSchema = z.object({ version: z.int(), event: eventTypeSchema });

/** What is told: with the release and the endpoint it makes the `webhook-id`. */
export type TellingMark = z.infer<typeof tellingMarkSchema>;

/**
 * `HOLDER#<releaseId>#<0..7>` / `<endpointId>` (SEMANTICS): `told` is written only after a 2xx; `trying` before the
 * POST, cleared by a 2xx or taken back; `next` is the time of the planned retry. `trying.until` bounds the request
 * under way and only saves a second one at the same time. `failed` counts the requests for one mark (`burnt`: those
 * that used up the schedule; `firstAt` of the first of them; `replay` for which replay); `over` means that no more are made,
 * until the endpoint is enabled or a replay asks for it. `replayed` is the replay
 * that was told last. `mailed` is what its partner was written to about because no webhook could tell it. `pickup` is where the partner says that it published it; `removal` what was found there after a
 * kill.
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
      firstAt: z.exactOptional(z.string()),
      over: z.exactOptional(z.boolean()),
      replay: z.exactOptional(z.string()),
    }),
  ),
  replayed: z.exactOptional(z.string()),
  mailed: z.exactOptional(tellingMarkSchema),
  pickup: z.exactOptional(z.object({ url: z.string(), version: z.int() })),
  removal: z.exactOptional(
    z.object({
      state: z.enum(['removed', 'still-there']),
      /** The partner's own word for it. */
      acked: z.exactOptional(z.boolean()),
      checkedAt: z.exactOptional(z.string()),
      checks: z.int(),
      status: z.exactOptional(z.int()),
    }),
  ),
});
export type Holder = z.infer<typeof holderSchema>;

/** Whether two marks stand for the same webhook. */
export function isSameMark(one: TellingMark | undefined, other: TellingMark | undefined): boolean {
  return one !== undefined && one.version === other?.version && one.event === other.event;
}
