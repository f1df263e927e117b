import type { Edge } from '#ports/edge.ts';

/** An edge in memory, which has nothing to forget: it remembers the path prefixes, one an event. */
export function makeMemoryEdge(): Edge & { invalidated: ReadonlyMap<string, string> } {
  const invalidated = new Map<string, string>();
  return {
    invalidated,
    async invalidate({ pathPrefix, event }) {
      invalidated.set(event, pathPrefix);
    },
  };
}
