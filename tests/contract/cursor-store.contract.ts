import { describe, expect, it } from 'vitest';
import type { CursorStore } from '#ports/cursor-store.ts';
import type { Harness } from './harness.ts';

/** What every `CursorStore` does. */
export function cursorStoreContract({ make }: Harness<CursorStore>): void {
  describe('CursorStore', () => {
    it('keeps a position until it is taken away', async () => {
      const store = await make();
      expect(await store.getCursor('keys')).toBeUndefined();
      await store.putCursor('keys', 'incoming/blora/é +');
      await store.putCursor('feeds', 'network');
      expect(await store.getCursor('keys')).toBe('incoming/blora/é +');
      await store.putCursor('keys', 'incoming/z');
      expect(await store.getCursor('keys')).toBe('incoming/z');
      await store.putCursor('keys', undefined);
      await store.putCursor('keys', undefined);
      expect(await store.getCursor('keys')).toBeUndefined();
      expect(await store.getCursor('feeds')).toBe('network');
    });
  });
}
