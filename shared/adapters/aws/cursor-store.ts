import * as z from 'zod/mini';
import type { CursorStore } from '#ports/cursor-store.ts';
import { cursorKey } from './table-keys.ts';
import type { Table } from './table.ts';

const cursorSchema = z.object({ position: z.string() });

/** Cursors of sweeps in the table. */
export function makeDynamoCursorStore({ table }: { table: Table }): CursorStore {
  return {
    getCursor: async (name) => (await table.get(cursorKey(name), cursorSchema))?.position,
    async putCursor(name, position) {
      if (position === undefined) await table.remove(cursorKey(name));
      else await table.put(cursorKey(name), { position });
    },
  };
}
