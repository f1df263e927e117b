import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import type { ClockDeps } from './clock-deps.ts';

const PAGE = 10;
const CURSOR = 'sweep-feeds';

/**
 * One page of feeds: where an object is not the one that its builder remembers (a paused builder wrote an older one
 * over it, SEMANTICS H2), the feed is built again from HEAD.
 */
export async function sweepFeeds(deps: ClockDeps): Promise<void> {
  const newsrooms = await deps.newsrooms.listNewsrooms();
  const topics = await deps.feeds.listFeeds();
  const feedIds = [
    NETWORK_FEED,
    ...newsrooms.map(({ id }) => newsroomFeed(id)).toSorted(byCodeUnit),
    ...topics.map(({ feedId }) => feedId),
  ];
  const start = Number(await deps.cursors.getCursor(CURSOR)) || 0;
  const page = feedIds.slice(start, start + PAGE);
  for (const feedId of page) {
    if (await standsAsBuilt(deps, feedId)) continue;
    deps.countRepair('feed');
    await deps.prompts.send('feeds', [{ prompt: 'feed', feedId, look: true }]);
  }
  const next = start + PAGE;
  await deps.cursors.putCursor(CURSOR, next < feedIds.length ? String(next) : undefined);
}

async function standsAsBuilt(deps: ClockDeps, feedId: string): Promise<boolean> {
  const state = await deps.feeds.getState(feedId);
  for (const [key, etag] of Object.entries(state?.etags ?? {})) {
    if ((await deps.site.head(key))?.etag !== etag) return false;
  }
  return true;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
