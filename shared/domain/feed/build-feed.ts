import type { Content } from '../release/content.ts';
import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { Entry, Feed } from './feed.ts';
import type { FeedPointer } from './feed-entry.ts';
import { entryOf, noticeEntryOf } from './build-entry.ts';
import type { EntryMemory } from './entry-memory.ts';
import { entryBytes } from './entry-size.ts';
import { membershipOf } from './membership.ts';
import { emptyFeed, NEVER } from './empty-feed.ts';
import { archiveOf } from './feed-id.ts';
import { newestFirst } from './newest-first.ts';

/** A head document's limits (JSON Feed 1.1 "Suggestions for Publishers": 250 kB is fine, 1 MB a burden). */
export const MAX_ENTRIES = 50;
const MAX_FEED_BYTES = 250_000;
/** How many of them may be notices, in a feed with an archive. */
const MAX_NOTICES = 40;
/** What a document has beside its entries. */
const FRAME_BYTES = 4_000;

export type FeedFacts = {
  feedId: string;
  siteUrl: string;
  /** Title of the network's own feed and the language of its words. */
  network: { name: string; language: string };
  pointers: readonly FeedPointer[];
  heads: readonly Head[];
  newsrooms: readonly Newsroom[];
  /** Content of `head.contentVersion`, undefined where it is missing. */
  contentOf: (head: Head) => Content | undefined;
  /** In the place of `entryOf`: one that remembers. */
  entryOf?: EntryMemory;
  /** STATE's `updatedAt`: the greatest that the documents have shown. */
  shownUpdatedAt: string | undefined;
  /** For a feed with an archive: all of its notices, of releases of any age, in the place of those among `pointers`; and such as have ended. */
  notices?: readonly FeedPointer[] | undefined;
  /** Number of the newest archive document, or of the one before an archive document. */
  olderArchive?: number | undefined;
  /** Of an archive document that is full: the number of the one after it. */
  newerArchive?: number | undefined;
};

export type BuiltFeed = {
  feed: Feed;
  /** Pointers that count, shown or not. */
  members: FeedPointer[];
  /** The newest entry that a head document has no room for. */
  noRoomFrom: { firstPublicAt: string; releaseId: string } | undefined;
  /** Pointers that mean nothing any more, to be removed on their `rev` once STATE has the feed's `updatedAt`. */
  stale: FeedPointer[];
  /** Releases that should be shown but whose content or newsroom is missing: they are left out and told of. */
  incomplete: string[];
};

/**
 * The feed that the truth makes now. Pure and independent of the order in which pointers, heads and newsrooms come:
 * entries are ordered by first public time, then id, newest first; at most 50 and 250 KB of them.
 */
export function buildFeed(facts: FeedFacts): BuiltFeed {
  const heads = new Map(facts.heads.map((head) => [head.releaseId, head]));
  const built: BuiltFeed = {
    feed: emptyFeed(facts),
    members: [],
    noRoomFrom: undefined,
    stale: [],
    incomplete: [],
  };
  const times = [facts.shownUpdatedAt ?? NEVER];
  const entries: Entry[] = [];
  for (const pointer of facts.pointers) {
    const head = heads.get(pointer.releaseId);
    const membership = membershipOf(pointer, head);
    if (head === undefined || membership.is === 'stale') {
      built.stale.push(pointer);
      if (membership.is === 'stale') times.push(membership.leftAt ?? NEVER);
      continue;
    }
    if (membership.is === 'notice' && facts.notices !== undefined) continue;
    built.members.push(pointer);
    const entry =
      membership.is === 'entry' ? shownEntry(head, facts) : notice(head, membership.notice, facts);
    if (entry === undefined) built.incomplete.push(head.releaseId);
    else entries.push(entry);
  }
  const notices = standingNotices(facts, heads);
  for (const pointer of facts.notices ?? []) {
    const membership = membershipOf(pointer, heads.get(pointer.releaseId));
    if (membership.is === 'stale') times.push(membership.leftAt ?? NEVER);
  }
  const ordered = newestFirst(entries);
  const isArchive = archiveOf(facts.feedId) !== undefined;
  const shown = isArchive ? ordered : withinLimits(ordered, notices);
  const all = notices.length === 0 ? shown : newestFirst([...shown, ...notices]);
  times.push(...all.map((entry) => entry.updatedAt));
  return {
    ...built,
    noRoomFrom: ordered[shown.length],
    feed: { ...built.feed, updatedAt: latest(times), entries: all },
  };
}

function shownEntry(head: Head, facts: FeedFacts): Entry | undefined {
  const content = facts.contentOf(head);
  const newsroom = facts.newsrooms.find(({ id }) => id === head.newsroom);
  if (content === undefined || newsroom === undefined) return undefined;
  return (facts.entryOf ?? entryOf)({ head, content, newsroom, siteUrl: facts.siteUrl });
}

function notice(head: Head, kind: 'withdrawn' | 'killed', facts: FeedFacts): Entry | undefined {
  const newsroom = facts.newsrooms.find(({ id }) => id === head.newsroom);
  return newsroom === undefined ? undefined : noticeEntryOf({ head, kind, newsroom, siteUrl: facts.siteUrl });
}

/** The most recent, since many at once must not drive the news out. */
function standingNotices(facts: FeedFacts, heads: ReadonlyMap<string, Head>): Entry[] {
  const entries = (facts.notices ?? []).flatMap((pointer) => {
    const head = heads.get(pointer.releaseId);
    const membership = membershipOf(pointer, head);
    if (head === undefined || membership.is !== 'notice') return [];
    return notice(head, membership.notice, facts) ?? [];
  });
  return entries
    .toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt) || (a.uri < b.uri ? -1 : 1))
    .slice(0, MAX_NOTICES);
}

function withinLimits(entries: readonly Entry[], besides: readonly Entry[]): Entry[] {
  const shown: Entry[] = [];
  let bytes = FRAME_BYTES + besides.reduce((sum, entry) => sum + entryBytes(entry), 0);
  for (const entry of entries.slice(0, MAX_ENTRIES - besides.length)) {
    bytes += entryBytes(entry);
    if (bytes > MAX_FEED_BYTES) break;
    shown.push(entry);
  }
  return shown;
}

function latest(times: readonly string[]): string {
  return new Date(Math.max(...times.map((time) => Date.parse(time)))).toISOString();
}
