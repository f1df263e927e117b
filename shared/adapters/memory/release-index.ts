import type { ReleaseIndex } from '#ports/release-index.ts';
import { utf8Order } from './utf8-order.ts';

/** The releases that `ids` gives, in pages. */
export function makeMemoryReleaseIndex(ids: () => readonly string[]): ReleaseIndex {
  return {
    async listReleases({ after = '', limit }) {
      const left = ids()
        .filter((id) => utf8Order(id, after) > 0)
        .toSorted(utf8Order);
      const releaseIds = left.slice(0, limit);
      const next = left.length > limit ? releaseIds.at(-1) : undefined;
      return { releaseIds, ...(next === undefined ? {} : { next }) };
    },
  };
}
