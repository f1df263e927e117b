import * as z from 'zod/mini';
import { registerKey, type Key, type Register } from './table-keys.ts';
import type { Table } from './table.ts';

const registerSchema = z.object({ id: z.string() });

/** Items with a list of their ids. */
export type Registered<T> = {
  list(): Promise<T[]>;
  /** To be called before the item is put: an id without an item is no harm, an item without an id would be lost. */
  add(id: string): Promise<void>;
  /** Removes the item, then its id. */
  remove(id: string): Promise<void>;
};

/** Lists without a scan and without transactions: the register names ids, `keyOf` finds their items. */
export function makeRegister<T>(
  table: Table,
  register: Register,
  keyOf: (id: string) => Key,
  schema: z.ZodMiniType<T>,
): Registered<T> {
  return {
    async list() {
      const ids = await table.query({ pk: register }, registerSchema);
      return table.batchGet(
        ids.map(({ id }) => keyOf(id)),
        schema,
      );
    },
    async add(id) {
      await table.put(registerKey(register, id), { id });
    },
    async remove(id) {
      await table.remove(keyOf(id));
      await table.remove(registerKey(register, id));
    },
  };
}
