import type { HttpReply } from '../http-api/http-message.ts';

/** An answer as the origin gave it (compressed where the edge does), and how long it may be given out. */
export type Kept = { reply: HttpReply; storedAt: number; expiresAt: number };
export type EdgeCache = {
  /** A fresh answer, or what `fetch` gives; requests for one key wait for the same fetch. */
  through(key: CacheKey, fetch: () => Promise<Kept>): Promise<{ kept: Kept; hit: boolean }>;
  /** Drops what lies under a path, or below one that ends in `*`. */
  invalidate(path: string): void;
};
export type CacheKey = { path: string; rest: string };
type Options = { now: () => number; maxBytes: number };
type Entry = Kept & { path: string };

/** The cache of one edge location; the least recently used goes when `maxBytes` of bodies are reached. */
export function makeEdgeCache({ now, maxBytes }: Options): EdgeCache {
  const entries = new Map<string, Entry>();
  const fetching = new Map<string, Promise<Kept>>();
  let bytes = 0;
  let invalidations = 0;
  const drop = (id: string): void => {
    bytes -= entries.get(id)?.reply.body.length ?? 0;
    entries.delete(id);
  };
  const keep = (id: string, entry: Entry): void => {
    drop(id);
    if (entry.expiresAt <= now() || entry.reply.body.length > maxBytes) return;
    entries.set(id, entry);
    bytes += entry.reply.body.length;
    for (const oldest of entries.keys()) if (bytes > maxBytes) drop(oldest);
  };
  return {
    through: async ({ path, rest }, fetch) => {
      const id = `${path}\0${rest}`;
      const found = entries.get(id);
      if (found && found.expiresAt > now()) {
        entries.delete(id);
        entries.set(id, found);
        return { kept: found, hit: true };
      }
      const before = invalidations;
      const started =
        fetching.get(id) ??
        fetch().finally(() => {
          fetching.delete(id);
        });
      fetching.set(id, started);
      const kept = await started;
      // What was fetched before an invalidation may be what it wanted gone.
      if (invalidations === before && entries.get(id)?.reply !== kept.reply) keep(id, { ...kept, path });
      return { kept, hit: false };
    },
    invalidate: (path) => {
      const prefix = path.endsWith('*') ? path.slice(0, -1) : undefined;
      for (const [id, entry] of entries)
        if (prefix === undefined ? entry.path === path : entry.path.startsWith(prefix)) drop(id);
      invalidations += 1;
      fetching.clear();
    },
  };
}
