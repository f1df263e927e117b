import { archiveFeed, NETWORK_FEED } from '#domain/feed/feed-id.ts';
import type { ClockDeps } from './clock-deps.ts';
import { standsAsBuilt } from './stands-as-built.ts';

/** Few, since they seldom change: a hundred documents take an hour. */
const PAGE = 2;
const CURSOR = 'sweep-archives';

/**
 * Two archive documents of one of the feeds, as `sweepFeeds` does it with heads: a tick costs the same however many
 * there are.
 */
export async function sweepArchives(deps: ClockDeps, feedIds: readonly string[]): Promise<void> {
  const [feedId = NETWORK_FEED, from = '1'] = (await deps.cursors.getCursor(CURSOR))?.split('#') ?? [];
  const newest = (await deps.feeds.getState(feedId))?.archive?.number ?? 0;
  const next = Number(from) + PAGE;
  for (let number = Number(from); number < next && number <= newest; number += 1) {
    const stateId = archiveFeed(feedId, number);
    if (await standsAsBuilt(deps, stateId)) continue;
    await deps.prompts.send('feeds', [{ prompt: 'feed', feedId: stateId, look: true }]);
  }
  const following = feedIds[feedIds.indexOf(feedId) + 1];
  const other = following === undefined ? undefined : `${following}#1`;
  await deps.cursors.putCursor(CURSOR, next <= newest ? `${feedId}#${next}` : other);
}
