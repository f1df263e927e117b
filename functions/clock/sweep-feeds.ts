import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import type { FeedPrompt } from '#domain/prompt/prompt.ts';
import type { ClockDeps } from './clock-deps.ts';
import { standsAsBuilt } from './stands-as-built.ts';
import { sweepArchives } from './sweep-archives.ts';

const PAGE = 10;
const CURSOR = 'sweep-feeds';

type Built = { stateId: string; prompt: FeedPrompt };

/**
 * One page of feeds and index pages, and a few archive documents: where an object is not the one that its builder
 * remembers (a paused builder wrote an older one over it, one that crashed has not remembered its own, SEMANTICS H2), it
 * is built again from HEAD. Whether that repaired anything the builder counts, since one that is just at work has not
 * remembered either.
 */
export async function sweepFeeds(deps: ClockDeps): Promise<void> {
  const newsrooms = (await deps.newsrooms.listNewsrooms()).map(({ id }) => id).toSorted(byCodeUnit);
  const topics = (await deps.feeds.listFeeds()).map(({ feedId }) => feedId);
  const archived = [NETWORK_FEED, ...newsrooms.map(newsroomFeed)];
  const feedIds = [...archived, ...topics];
  const all: Built[] = [
    ...feedIds.map((feedId) => ({
      stateId: feedId,
      prompt: { prompt: 'feed', feedId, look: true } as const,
    })),
    ...[NETWORK_FEED, ...newsrooms].map((newsroom) => ({
      stateId: `index:${newsroom}`,
      prompt: { prompt: 'index', newsroom, look: true } as const,
    })),
  ];
  const start = Number(await deps.cursors.getCursor(CURSOR)) || 0;
  for (const { stateId, prompt } of all.slice(start, start + PAGE)) {
    if (!(await standsAsBuilt(deps, stateId))) await deps.prompts.send('feeds', [prompt]);
  }
  const next = start + PAGE;
  await deps.cursors.putCursor(CURSOR, next < all.length ? String(next) : undefined);
  await sweepArchives(deps, archived);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
