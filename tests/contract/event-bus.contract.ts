import { describe, expect, it } from 'vitest';
import type { BusEvent, EventBus } from '#ports/event-bus.ts';
import type { Harness } from './harness.ts';

/** A bus, and what stands on it. */
type Subject = { bus: EventBus; told: () => readonly BusEvent[] };

/** What every `EventBus` does. */
export function eventBusContract({ make }: Harness<Subject>): void {
  describe('EventBus', () => {
    it('tells an event as it is, each time that it is put', async () => {
      const { bus, told } = await make();
      const event = {
        type: 'release.published',
        at: '2026-03-01T08:00:00Z',
        uri: 'urn:uuid:0a1b2c3d-0000-5000-8000-000000000000',
        detail: '{"id":"msg_1","data":{"headline":"Pasar “lama” 🗞️"}}',
      } as const;
      await bus.put(event);
      await bus.put({ ...event, type: 'release.killed' });
      expect(told()).toEqual([event, { ...event, type: 'release.killed' }]);
    });
  });
}
