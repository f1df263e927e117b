import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { noticesFeed } from '#domain/feed/feed-id.ts';
import { membershipOf } from '#domain/feed/membership.ts';
import type { Head } from '#domain/release/head.ts';
import type { PublishDeps } from './publish-deps.ts';

/** More than a head document shows; whatever is beyond waits until others have ended. */
const MAX_READ = 100;

/** The notices of a feed as its pointers, with their heads; `ended` are the list's items that stand for none any more. */
export type Notices = { notices: FeedPointer[]; heads: Head[]; ended: FeedPointer[] };

/** Reads which releases of a feed with an archive are withdrawn or killed, wherever in it they lie. */
export async function readNotices(deps: PublishDeps, feedId: string): Promise<Notices> {
  const listed = await deps.feeds.listPointers(noticesFeed(feedId), { limit: MAX_READ });
  const heads = await deps.releases.getHeads(listed.map(({ releaseId }) => releaseId));
  const byId = new Map(heads.map((head) => [head.releaseId, head]));
  const stands = (pointer: FeedPointer): boolean =>
    membershipOf({ ...pointer, feedId }, byId.get(pointer.releaseId)).is === 'notice';
  return {
    notices: listed.map((pointer) => ({ ...pointer, feedId })),
    heads,
    ended: listed.filter((pointer) => !stands(pointer)),
  };
}
