import type { BusEvent, EventBus } from '#ports/event-bus.ts';

/** A bus that keeps what it was told, oldest first. */
export function makeMemoryEventBus(): EventBus & { readonly events: readonly BusEvent[] } {
  const events: BusEvent[] = [];
  return { events, put: async (event) => void events.push(event) };
}
