import type { Head } from '../release/head.ts';
import type { FeedPointer } from './feed-entry.ts';
import { isArchived, noticesFeed, touchedFeed } from './feed-id.ts';

/**
 * The pointers that a release has as LATEST is now, in the order in which they are put; none before it is public. A
 * notice stands also where the release has left: whoever reads only that feed may still hold it. A feed with an
 * archive keeps a list of its notices, which stand in its head however old the release is, since nobody reads an
 * archive twice; last, after the pointer, it is told what changed, since the entry may lie in any of its documents.
 */
export function pointersOf(head: Head): FeedPointer[] {
  const { releaseId, rev, firstPublicAt } = head;
  if (firstPublicAt === undefined) return [];
  const isNotice = head.state === 'withdrawn' || head.state === 'killed';
  const feeds = isNotice ? head.feedsEver : head.feeds;
  const archived = feeds.filter(isArchived);
  const ids = [...(isNotice ? archived.map(noticesFeed) : []), ...feeds, ...archived.map(touchedFeed)];
  return ids.map((feedId) => ({ feedId, releaseId, firstPublicAt, rev }));
}
