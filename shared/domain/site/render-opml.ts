import { NETWORK_FEED, newsroomFeed } from '../feed/feed-id.ts';
import { topicOf } from '../feed/feed-topic.ts';
import type { ListedFeed } from '../feed/feed-entry.ts';
import type { Newsroom } from '../release/newsroom.ts';
import { byName } from './by-name.ts';
import { escapeXmlAttribute, xmlCharacters } from './escape.ts';
import type { Network } from './network.ts';
import { feedKey, topicKey, urlOf } from './paths.ts';

type Facts = {
  network: Network;
  newsrooms: readonly Newsroom[];
  listed: readonly ListedFeed[];
  siteUrl: string;
};

/** Every feed as OPML 2.0: the network's, then a folder for each newsroom with the feeds of its topics and authors. */
export function renderOpml({ network, newsrooms, listed, siteUrl }: Facts): string {
  const title = text(network.name);
  const outline = (feed: ListedFeed, language: string): string =>
    outlineOf(
      feed,
      topicOf(feed.feedId).kind === 'language' ? (topicOf(feed.feedId).segment ?? '') : language,
      siteUrl,
    );
  const wide = listed.filter(
    ({ feedId }) => topicOf(feedId).newsroom === undefined && feedId !== NETWORK_FEED,
  );
  const folders = byName(newsrooms).map(({ id, name, language }) => {
    const own = newsroomFeed(id);
    const feeds = [
      { feedId: own, title: name },
      ...listed.filter(({ feedId }) => feedId.startsWith(`${own}/`)),
    ];
    const inside = feeds.map((feed) => `      ${outline(feed, language)}`);
    return [`    <outline text="${attribute(name)}">`, ...inside, '    </outline>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${title}</title><ownerName>${title}</ownerName></head>`,
    '  <body>',
    ...[{ feedId: NETWORK_FEED, title: network.name }, ...wide].map(
      (feed) => `    ${outline(feed, network.language)}`,
    ),
    ...folders,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function outlineOf({ feedId, title }: ListedFeed, language: string, siteUrl: string): string {
  const name = attribute(title);
  const xmlUrl = attribute(urlOf(siteUrl, feedKey(feedId, 'rss')));
  const htmlUrl = attribute(urlOf(siteUrl, topicKey(feedId)));
  return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${xmlUrl}" htmlUrl="${htmlUrl}" language="${attribute(language)}" version="RSS2"/>`;
}

function attribute(value: string): string {
  return escapeXmlAttribute(xmlCharacters(value));
}

function text(value: string): string {
  return escapeXmlAttribute(xmlCharacters(value)).replaceAll('&#10;', ' ');
}
