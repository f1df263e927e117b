import type { Content } from '../release/content.ts';
import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { entryOf } from './build-entry.ts';
import type { Entry } from './feed.ts';

/** An archive document and some feeds' heads at once. */
const MAX_ENTRIES = 1_000;

export type EntryFacts = { head: Head; content: Content; newsroom: Newsroom; siteUrl: string };

/** `entryOf` that gives the very same entry again for the same facts, so that what was made of it is found again. */
export type EntryMemory = (facts: EntryFacts) => Entry;

/** A memory that forgets what was not asked for longest once it holds more than `maxEntries`. */
export function makeEntryMemory({ maxEntries = MAX_ENTRIES } = {}): EntryMemory {
  const entries = new Map<string, { facts: string; content: Content; entry: Entry }>();
  return (facts) => {
    const { releaseId } = facts.head;
    const known = entries.get(releaseId);
    const asked = factsOf(facts);
    const isKnown = known !== undefined && known.facts === asked && known.content === facts.content;
    const entry = isKnown ? known.entry : entryOf(facts);
    entries.delete(releaseId);
    entries.set(releaseId, { facts: asked, content: facts.content, entry });
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    return entry;
  };
}

/** Every write of LATEST has another `rev`; the others tell a table that was made again from the one before. */
function factsOf({ head, newsroom, siteUrl }: EntryFacts): string {
  const { rev, version, hash, state, updatedAt, uploadedAt } = head;
  return JSON.stringify([rev, version, hash, state, updatedAt, uploadedAt, newsroom, siteUrl]);
}
