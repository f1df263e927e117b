import type { Head } from '../release/head.ts';
import type { NoticeKind } from './feed.ts';
import type { FeedPointer } from './feed-entry.ts';
import { archiveOf } from './feed-id.ts';

/** How long a notice stands where a release was (DESIGN §3). */
const NOTICE_DAYS: Readonly<Record<NoticeKind, number>> = { withdrawn: 30, killed: 30 };

const DAY_MS = 86_400_000;

/**
 * What a pointer means: an entry, a notice in an entry's place, or nothing any more. `leftAt` is when it came to
 * mean nothing (RFC 3339 UTC), where LATEST can tell.
 */
export type Membership =
  | { is: 'entry' }
  | { is: 'notice'; notice: NoticeKind }
  | { is: 'stale'; leftAt?: string };

/**
 * Pointers count only if LATEST names their feed and place (DESIGN §4). A withdrawn or killed release stands as a
 * notice in every feed that it ever belonged to, for 30 days, and in no archive document. `now` is in epoch milliseconds.
 */
export function membershipOf(pointer: FeedPointer, head: Head | undefined, now: number): Membership {
  if (head === undefined) return { is: 'stale' };
  if (head.firstPublicAt !== pointer.firstPublicAt) return { is: 'stale', leftAt: head.updatedAt };
  if (head.state === 'withdrawn' || head.state === 'killed') return noticeOf(head, head.state, pointer, now);
  if (head.state !== 'published' || !head.feeds.includes(topicIdOf(pointer)))
    return { is: 'stale', leftAt: head.updatedAt };
  return { is: 'entry' };
}

/** An archive document holds entries of its feed. */
function topicIdOf({ feedId }: FeedPointer): string {
  return archiveOf(feedId)?.feedId ?? feedId;
}

function noticeOf(head: Head, notice: NoticeKind, pointer: FeedPointer, now: number): Membership {
  const until = noticeEndsAt(head);
  if (
    until === undefined ||
    archiveOf(pointer.feedId) !== undefined ||
    !head.feedsEver.includes(topicIdOf(pointer))
  )
    return { is: 'stale', leftAt: head.updatedAt };
  return now < Date.parse(until) ? { is: 'notice', notice } : { is: 'stale', leftAt: until };
}

/** When the notice of a withdrawn or killed release leaves its feeds (RFC 3339 UTC); undefined for every other state. */
export function noticeEndsAt(head: Head): string | undefined {
  if (head.state !== 'withdrawn' && head.state !== 'killed') return undefined;
  const since = head[head.state]?.at ?? head.updatedAt;
  return new Date(Date.parse(since) + NOTICE_DAYS[head.state] * DAY_MS).toISOString();
}
