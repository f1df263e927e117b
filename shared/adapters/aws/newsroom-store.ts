import { newsroomSchema } from '#domain/release/newsroom.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import { makeRegister } from './register.ts';
import { newsroomKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** NEWSROOM items in the table. */
export function makeDynamoNewsroomStore({ table }: { table: Table }): NewsroomStore {
  const register = makeRegister(table, 'NEWSROOMS', newsroomKey, newsroomSchema);
  return {
    getNewsroom: (id) => table.get(newsroomKey(id), newsroomSchema),
    listNewsrooms: async () => (await register.list()).sort((a, b) => (a.id < b.id ? -1 : 1)),
    async putNewsroom(newsroom) {
      await register.add(newsroom.id);
      await table.put(newsroomKey(newsroom.id), newsroom);
    },
  };
}
