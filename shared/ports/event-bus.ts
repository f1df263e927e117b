import type { EventType } from '#domain/webhook/event-type.ts';

/** Something that became of a release, for functions of the operator's own. */
export type BusEvent = {
  type: EventType;
  /** When the version was made, RFC 3339. */
  at: string;
  /** The release's uri. */
  uri: string;
  /** JSON: the body of a webhook in the format `thin`. Its `id` is the same whenever the event comes again. */
  detail: string;
};

/** Tells events, each at least once. Throws `TransientError` so that it is told again. */
export type EventBus = { put(event: BusEvent): Promise<void> };
