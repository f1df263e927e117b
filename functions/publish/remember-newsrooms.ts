import type { NewsroomStore } from '#ports/newsroom-store.ts';

/**
 * Newsrooms as they were when they were first asked for: one batch builds many documents that all name the same desks,
 * and the network's name all of them.
 */
export function rememberNewsrooms(store: NewsroomStore): NewsroomStore {
  const known = new Map<string, ReturnType<NewsroomStore['getNewsroom']>>();
  let all: ReturnType<NewsroomStore['listNewsrooms']> | undefined;
  return {
    ...store,
    getNewsroom(id) {
      const newsroom = known.get(id) ?? store.getNewsroom(id);
      known.set(id, newsroom);
      return newsroom;
    },
    listNewsrooms() {
      all ??= store.listNewsrooms();
      return all;
    },
  };
}
