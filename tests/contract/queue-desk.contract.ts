import { describe, expect, it } from 'vitest';
import type { QueueDesk } from '#ports/queue-desk.ts';
import type { Harness } from './harness.ts';

/** A desk over one queue, `bulk`, with one message that waits, one whose time is to come, and two that are dead. */
export function queueDeskContract({ make }: Harness<QueueDesk>): void {
  describe('QueueDesk', () => {
    it('counts what waits, what is delayed and what is dead', async () => {
      const desk = await make();
      expect(await desk.figures()).toEqual([{ name: 'bulk', waiting: 1, underWay: 0, delayed: 1, dead: 2 }]);
    });

    it('moves the dead letters back', async () => {
      const desk = await make();
      await desk.redrive('bulk');
      await expect
        .poll(() => desk.figures())
        .toEqual([{ name: 'bulk', waiting: 3, underWay: 0, delayed: 1, dead: 0 }]);
    });
  });
}
