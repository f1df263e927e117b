import * as z from 'zod/mini';

/** What an endpoint is told about a release (DESIGN §1). */
export const eventTypeSchema = z.enum([
  'release.published',
  'release.updated',
  'release.corrected',
  'release.withdrawn',
  'release.killed',
  'release.embargoed',
]);
export type EventType = z.infer<typeof eventTypeSchema>;

/** Whether an event says that something must not be used any more: neither age nor a partner's schedule ends it. */
export function mustArrive(event: string): boolean {
  return event === 'release.killed' || event === 'release.withdrawn';
}
