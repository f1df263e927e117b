import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { noticesFeed } from '#domain/feed/feed-id.ts';
import { membershipOf } from '#domain/feed/membership.ts';
import type { Head } from '#domain/release/head.ts';
import type { PublishDeps } from './publish-deps.ts';

/**
 * The head shows the most recent withdrawals of releases of any age, so all are read, but not without end: beyond these
 * the oldest releases' wait until others have ended.
 */
const PAGE = 100;
const MAX_PAGES = 10;

/**
 * The notices of a feed as its pointers, with their heads; `ended` are the list's items that stand for none any more.
 */
export type Notices = { notices: FeedPointer[]; heads: Head[]; ended: FeedPointer[] };

/** Reads which releases of a feed with an archive are withdrawn or killed, wherever in it they lie. */
export async function readNotices(deps: PublishDeps, feedId: string): Promise<Notices> {
  const listed: FeedPointer[] = [];
  let before: FeedPointer | undefined;
  for (let read = 0; read < MAX_PAGES; read += 1) {
    const options = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = await deps.feeds.listPointers(noticesFeed(feedId), options);
    listed.push(...page);
    before = page.at(-1);
    if (page.length < PAGE) break;
  }
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
