import { describe, expect, it } from 'vitest';
import type { JobStore } from '#ports/job-store.ts';
import { ONE_WINNER, race, type Harness } from './harness.ts';

const replay = (rev: number) => ({
  endpointId: 'ep1',
  replayId: 'r1',
  states: ['failed' as const, 'never' as const],
  state: 'running' as const,
  afterPointer: { feedId: 'network', releaseId: 'blora/x', firstPublicAt: '2025-01-14T02:04:11Z', rev: 3 },
  seen: rev * 100,
  prompted: rev,
  createdAt: '2025-01-14T02:04:11Z',
  rev,
  expiresAtSeconds: 1_744_000_000,
});
const drill = (rev: number) => ({
  endpointId: 'ep1',
  drillId: 'r1',
  at: '2025-01-14T02:04:11Z',
  grades: [{ name: 'forged', passed: false, severe: true, says: 'accepted a forged signature', status: 200 }],
  rev,
  expiresAtSeconds: 1_744_000_000,
});

/** What every `JobStore` does. */
export function jobStoreContract({ make }: Harness<JobStore>): void {
  describe('JobStore', () => {
    it('writes replays and drills on their rev, and keeps the two apart', async () => {
      const store = await make();
      expect(await store.getReplay('ep1', 'r1')).toBeUndefined();
      expect(await race(20, () => store.putReplay(replay(1), 0))).toEqual(ONE_WINNER);
      expect(await store.getDrill('ep1', 'r1')).toBeUndefined();
      expect(await store.putDrill(drill(1), 0)).toBe('written');
      expect(await store.putReplay(replay(2), 1)).toBe('written');
      expect(await store.putReplay(replay(2), 1)).toBe('refused');
      expect(await store.putDrill(drill(2), 1)).toBe('written');
      expect(await store.getReplay('ep1', 'r1')).toEqual(replay(2));
      expect(await store.getDrill('ep1', 'r1')).toEqual(drill(2));
      expect(await store.getReplay('ep2', 'r1')).toBeUndefined();
    });
  });
}
