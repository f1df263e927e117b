import type { ListedFeed } from '../feed/feed-entry.ts';

/** A feed as it is called where the name of its desk stands above it and says nothing new. */
export function withoutDesk(desk = ''): (feed: ListedFeed) => ListedFeed {
  const end = ` — ${desk}`;
  return (feed) => ({
    ...feed,
    title: feed.title.endsWith(end) ? feed.title.slice(0, -end.length) : feed.title,
  });
}
