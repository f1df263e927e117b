import { describe, expect, it } from 'vitest';
import type { Edge } from '#ports/edge.ts';
import type { Harness } from './harness.ts';

/** An edge, and the path prefixes that it was told to forget. */
type Subject = { edge: Edge; forgotten: () => Promise<readonly string[]> };

/** What every `Edge` does. */
export function edgeContract({ make }: Harness<Subject>): void {
  describe('Edge', () => {
    it('forgets what lies under a path, once an event', async () => {
      const { edge, forgotten } = await make();
      await edge.invalidate({ pathPrefix: '/n/blora/market-1a2b3c4d', event: 'kill blora/market 3' });
      await edge.invalidate({ pathPrefix: '/n/blora/market-1a2b3c4d', event: 'kill blora/market 3' });
      await edge.invalidate({ pathPrefix: '/n/harbour/pier-5e6f7a8b', event: 'kill harbour/pier 1' });
      expect(await forgotten()).toEqual(['/n/blora/market-1a2b3c4d', '/n/harbour/pier-5e6f7a8b']);
    });
  });
}
