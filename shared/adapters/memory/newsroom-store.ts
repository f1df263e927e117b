import type { Newsroom } from '#domain/release/newsroom.ts';
import type { NewsroomStore } from '#ports/newsroom-store.ts';
import { makeMemoryTable } from './memory-table.ts';

const ALL = 'ALL';

/** Newsrooms in memory. */
export function makeMemoryNewsroomStore(): NewsroomStore {
  const newsrooms = makeMemoryTable<Newsroom>();
  return {
    getNewsroom: async (id) => newsrooms.get(ALL, id),
    listNewsrooms: async () => newsrooms.query(ALL),
    async putNewsroom(newsroom) {
      newsrooms.put(ALL, newsroom.id, newsroom);
    },
  };
}
