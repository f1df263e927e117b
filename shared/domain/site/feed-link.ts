import { NETWORK_FEED, newsroomFeed } from '../feed/feed-id.ts';
import { labelOf, topicOf } from '../feed/feed-topic.ts';
import type { Newsroom } from '../release/newsroom.ts';
import type { Words } from './words.ts';

/** A feed that a page points readers to (autodiscovery). */
export type FeedLink = { feedId: string; title: string };

type Named = { categories: readonly string[]; authors: readonly string[] };

/** The feeds of one release by name, its newsroom's first, for the page's head and its links. */
export function feedLinksOf(
  feeds: readonly string[],
  release: Named,
  newsroom: Newsroom,
  words: Words,
): FeedLink[] {
  const own = newsroomFeed(newsroom.id);
  const first = feeds.filter((feedId) => feedId === own);
  const rest = feeds.filter((feedId) => feedId !== own);
  return [...first, ...rest].map((feedId) => ({ feedId, title: titleOf(feedId, release, newsroom, words) }));
}

function titleOf(feedId: string, release: Named, newsroom: Newsroom, words: Words): string {
  if (feedId === NETWORK_FEED) return words.allNewsrooms;
  const topic = topicOf(feedId);
  const label = labelOf(topic, [release]);
  const desk = topic.newsroom === undefined ? words.allNewsrooms : newsroom.name;
  return label === undefined ? desk : `${label} — ${desk}`;
}
