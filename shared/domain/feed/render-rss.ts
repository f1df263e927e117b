import { Feed as FeedDocument, type Extension } from 'feed';
import { NETWORK_FEED } from './feed-id.ts';
import type { Entry, Feed } from './feed.ts';
import { descriptionOf, namesOf } from './entry-text.ts';
import { extension, htmlNode, escapedText, textNode } from './package-text.ts';

/**
 * The feed as RSS 2.0, the same bytes for the same feed. Titles are plain text; descriptions are HTML by the
 * specification, so plain text is escaped once more for them; names stand in `dc:creator`, since `author` must be an
 * address (RSS Best Practices Profile).
 */
export function renderRss(feed: Feed): string {
  const document = new FeedDocument({
    title: textNode(feed.title),
    description: textNode(feed.description ?? feed.title),
    link: feed.homeUrl,
    language: textNode(feed.language),
    updated: new Date(feed.updatedAt),
    feedLinks: { rss: feed.selfUrls.rss },
    docs: 'https://www.rssboard.org/rss-specification',
    generator: 'Presswire',
  });
  for (const entry of feed.entries) {
    document.addItem({
      title: textNode(entry.title),
      id: entry.uri,
      link: entry.url,
      date: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      description: descriptionOf(entry),
      content: htmlNode(entry.contentHtml),
      extensions: itemElements(entry, feed),
    });
  }
  return document.rss2();
}

/** Elements that replace the package's own, in their place, and then those that it does not know. */
function itemElements(entry: Entry, feed: Feed): Extension[] {
  const { newsroom, dateline } = entry;
  const elements = new Map<string, unknown>([
    ['title', node(entry.title)],
    ['description', { _text: textNode(escapedText(descriptionOf(entry))) }],
    ['dc:creator', namesOf(entry.authors, [newsroom.name]).map(node)],
    ['category', namesOf(entry.categories).map(node)],
    ['dc:publisher', node(newsroom.name)],
    ['atom:updated', node(new Date(entry.updatedAt).toISOString())],
  ]);
  if (dateline !== undefined) elements.set('dc:coverage', node(dateline));
  if (feed.feedId === NETWORK_FEED) {
    elements.set('source', { _text: textNode(newsroom.name), _attributes: { url: newsroom.feedUrl } });
  }
  return [...elements].map(([name, value]) => extension(name, value));
}

function node(text: string): { _text: string } {
  return { _text: textNode(text) };
}
