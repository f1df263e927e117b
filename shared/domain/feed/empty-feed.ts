import type { Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { feedKey, topicKey, urlOf } from '../site/paths.ts';
import { wordsFor } from '../site/words.ts';
import { hubUrlOf } from '../websub/hub-url.ts';
import { archiveFeed, archiveOf } from './feed-id.ts';
import { labelOf, topicOf } from './feed-topic.ts';
import type { Feed } from './feed.ts';
import { newestFirst } from './newest-first.ts';

/** The `updated` of a feed in which nothing has happened. */
export const NEVER = '1970-01-01T00:00:00.000Z';

type Facts = {
  feedId: string;
  siteUrl: string;
  network: { name: string; language: string };
  newsrooms: readonly Newsroom[];
  heads: readonly Head[];
  olderArchive?: number | undefined;
  newerArchive?: number | undefined;
};

function urlsOf(siteUrl: string, feedId: string): Feed['selfUrls'] {
  return {
    rss: urlOf(siteUrl, feedKey(feedId, 'rss')),
    atom: urlOf(siteUrl, feedKey(feedId, 'atom')),
    json: urlOf(siteUrl, feedKey(feedId, 'json')),
  };
}

/** A feed or an archive document with everything but its entries. */
export function emptyFeed(facts: Facts): Feed {
  const { feedId, siteUrl, network, newsrooms, heads, olderArchive, newerArchive } = facts;
  const archive = archiveOf(feedId);
  const topicId = archive?.feedId ?? feedId;
  const topic = topicOf(topicId);
  const newsroom = newsrooms.find(({ id }) => id === topic.newsroom);
  const language =
    topic.kind === 'language' ? (topic.segment ?? '') : (newsroom?.language ?? network.language);
  const published = heads.filter(({ state }) => state === 'published');
  const label = labelOf(topic, topic.segment === undefined ? [] : newestFirst(published));
  const desk = newsroom?.name ?? network.name;
  const title = label === undefined ? desk : `${label} — ${desk}`;
  const words = wordsFor(language);
  return {
    feedId,
    title,
    description: `${words.newestReleases}: ${title}`,
    language,
    siteUrl,
    homeUrl: urlOf(siteUrl, topicKey(feedId)),
    selfUrls: urlsOf(siteUrl, feedId),
    ...(archive === undefined ? { hubUrl: hubUrlOf(siteUrl) } : { currentUrls: urlsOf(siteUrl, topicId) }),
    ...(olderArchive === undefined ? {} : { olderUrls: urlsOf(siteUrl, archiveFeed(topicId, olderArchive)) }),
    ...(newerArchive === undefined ? {} : { newerUrls: urlsOf(siteUrl, archiveFeed(topicId, newerArchive)) }),
    updatedAt: NEVER,
    entries: [],
  };
}
