import type { Head } from '../release/head.ts';
import type { NoticeKind } from './feed.ts';
import type { FeedPointer } from './feed-entry.ts';
import { archiveOf } from './feed-id.ts';

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
 * notice in every feed that it ever belonged to, until LATEST says that the notice ended (builders compare no times), and
 * in no archive document.
 */
export function membershipOf(pointer: FeedPointer, head: Head | undefined): Membership {
  if (head === undefined) return { is: 'stale' };
  if (head.firstPublicAt !== pointer.firstPublicAt) return { is: 'stale', leftAt: head.updatedAt };
  if (head.state === 'withdrawn' || head.state === 'killed') return noticeOf(head, head.state, pointer);
  if (head.state !== 'published' || !head.feeds.includes(topicIdOf(pointer)))
    return { is: 'stale', leftAt: head.updatedAt };
  return { is: 'entry' };
}

/** An archive document holds entries of its feed. */
function topicIdOf({ feedId }: FeedPointer): string {
  return archiveOf(feedId)?.feedId ?? feedId;
}

function noticeOf(head: Head, notice: NoticeKind, pointer: FeedPointer): Membership {
  const isElsewhere = archiveOf(pointer.feedId) !== undefined || !head.feedsEver.includes(pointer.feedId);
  if (isElsewhere) return { is: 'stale', leftAt: head.updatedAt };
  return head.noticeEndedAt === undefined
    ? { is: 'notice', notice }
    : { is: 'stale', leftAt: head.noticeEndedAt };
}
