import type { FeedPointer } from '../feed/feed-entry.ts';
import { newestFirst } from '../feed/newest-first.ts';
import { membershipOf } from '../feed/membership.ts';
import type { Head } from '../release/head.ts';

/** The releases that an index page lists, newest first public first, and when anything about them last changed. */
export type ReleaseIndex = { releases: Head[]; updatedAt: string | undefined };

/**
 * What an index page shows of a feed's pointers: published releases only, no notices. `shown` are times that pages or
 * feeds have shown before; the page's time never goes back behind them, and it counts what left.
 */
export function buildIndex(facts: {
  pointers: readonly FeedPointer[];
  heads: readonly Head[];
  shown: readonly (string | undefined)[];
  limit: number;
}): ReleaseIndex {
  const heads = new Map(facts.heads.map((head) => [head.releaseId, head]));
  const times = [...facts.shown];
  const releases: Head[] = [];
  for (const pointer of facts.pointers) {
    const head = heads.get(pointer.releaseId);
    const membership = membershipOf(pointer, head);
    times.push(membership.is === 'stale' ? membership.leftAt : head?.updatedAt);
    if (membership.is === 'entry' && head !== undefined) releases.push(head);
  }
  return { releases: newestFirst(releases).slice(0, facts.limit), updatedAt: latest(times) };
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  const known = times.filter((time) => time !== undefined).map((time) => Date.parse(time));
  return known.length === 0 ? undefined : new Date(Math.max(...known)).toISOString();
}
