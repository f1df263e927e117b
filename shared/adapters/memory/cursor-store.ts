import type { CursorStore } from '#ports/cursor-store.ts';

/** Cursors of sweeps in memory. */
export function makeMemoryCursorStore(): CursorStore {
  const cursors = new Map<string, string>();
  return {
    getCursor: async (name) => cursors.get(name),
    async putCursor(name, position) {
      if (position === undefined) cursors.delete(name);
      else cursors.set(name, position);
    },
  };
}
