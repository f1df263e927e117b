import { Feed as FeedDocument, type Extension } from 'feed';
import { IMAGE_KEY, urlOf } from '../site/paths.ts';
import { SITE_IMAGE_SIZE } from '../site/site-image.ts';
import type { Entry, EntryImage, Feed } from './feed.ts';
import { topicOf } from './feed-topic.ts';
import { descriptionOf, namesOf } from './entry-text.ts';
import { extension, htmlNode, escapedText, textNode } from './package-text.ts';

/** How long a reader may wait before it asks again, when nothing pushes to it. */
const TTL_MINUTES = 5;

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
    // Only so that it stands before the items; what it holds is replaced.
    image: urlOf(feed.siteUrl, IMAGE_KEY),
    ttl: TTL_MINUTES,
  });
  for (const made of channelExtensions(feed)) document.addExtension(made);
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
  return withPlainTitles(document.rss2());
}

/**
 * Titles with `&` and `<` by number: what looks like a tag or a reference in a title is read as HTML by some readers
 * unless it is written so (RSS Best Practices Profile, "Character Data").
 */
function withPlainTitles(rss: string): string {
  return rss.replace(
    /(<(?:channel|item)(?: [^>]*)?>\s*<title>)([^<]*)/g,
    (_, start: string, title: string) => {
      return start + title.replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;');
    },
  );
}

/** What the channel has beside its items: links of every kind, and RFC 5005's mark of an archive document that is full. */
function channelExtensions(feed: Feed): Extension[] {
  const { selfUrls, hubUrl, currentUrls, olderUrls, newerUrls } = feed;
  const documents = [
    { rel: 'self', href: selfUrls.rss },
    ...(currentUrls === undefined ? [] : [{ rel: 'current', href: currentUrls.rss }]),
    ...(olderUrls === undefined ? [] : [{ rel: 'prev-archive', href: olderUrls.rss }]),
    ...(newerUrls === undefined ? [] : [{ rel: 'next-archive', href: newerUrls.rss }]),
  ].map(({ rel, href }) => ({
    _attributes: { href: attribute(href), rel, type: 'application/rss+xml' },
  }));
  const hubs = hubUrl === undefined ? [] : [{ _attributes: { href: attribute(hubUrl), rel: 'hub' } }];
  const namespaces = {
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    ...(newerUrls === undefined ? {} : { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' }),
  };
  return [
    extension('_attributes', namespaces),
    extension('atom:link', [...documents, ...hubs]),
    extension('image', imageOf(feed)),
    ...(newerUrls === undefined ? [] : [extension('fh:archive', {})]),
  ];
}

/** Title and link are the channel's (RSS 2.0, `image`); some readers show it, most take it for the feed's icon. */
function imageOf({ siteUrl, title, homeUrl }: Feed) {
  const size = { _text: String(SITE_IMAGE_SIZE) };
  return {
    url: { _text: urlOf(siteUrl, IMAGE_KEY) },
    title: node(title),
    link: { _text: textNode(homeUrl) },
    width: size,
    height: size,
  };
}

/** Elements that replace the package's own, in their place, and then those that it does not know. */
function itemElements(entry: Entry, feed: Feed): Extension[] {
  const { newsroom, dateline } = entry;
  const elements = new Map<string, unknown>([
    ['title', node(entry.title)],
    ['description', { _text: textNode(escapedText(descriptionOf(entry))) }],
    ['dc:creator', namesOf(entry.authors, [newsroom.name]).map(node)],
    [
      'category',
      namesOf(entry.categories).map((name) => ({
        ...node(name),
        _attributes: { domain: entry.categoryScheme },
      })),
    ],
    ['dc:publisher', node(newsroom.name)],
    ['atom:updated', node(new Date(entry.updatedAt).toISOString())],
  ]);
  if (dateline !== undefined) elements.set('dc:coverage', node(dateline));
  if (topicOf(feed.feedId).newsroom !== newsroom.id) {
    elements.set('source', { _text: textNode(newsroom.name), _attributes: { url: newsroom.feedUrl } });
  }
  for (const [name, element] of imageElements(entry.image)) elements.set(name, element);
  return [...elements].map(([name, value]) => extension(name, value));
}

/** RSS 2.0 `enclosure` and Media RSS 1.5.1 for one picture. */
function imageElements(image: EntryImage | undefined): [string, unknown][] {
  if (image === undefined) return [];
  const { url, type, bytes, width, height, alt, caption, credit } = image;
  const size = {
    ...(width === undefined ? {} : { width: String(width) }),
    ...(height === undefined ? {} : { height: String(height) }),
  };
  const content = {
    _attributes: { url: attribute(url), type, medium: 'image', fileSize: String(bytes), ...size },
    ...(alt === undefined ? {} : { 'media:title': plainMedia(alt) }),
    ...(caption === undefined ? {} : { 'media:description': plainMedia(caption) }),
    ...(credit === undefined
      ? {}
      : { 'media:credit': { ...node(credit), _attributes: { role: 'photographer' } } }),
  };
  return [
    ['enclosure', { _attributes: { url: attribute(url), length: String(bytes), type } }],
    ['media:content', content],
  ];
}

function plainMedia(text: string) {
  return { ...node(text), _attributes: { type: 'plain' } };
}

/** The package escapes nothing but quotes in attributes. */
function attribute(url: string): string {
  return new URL(url).href.replaceAll('&', '&amp;');
}

function node(text: string): { _text: string } {
  return { _text: textNode(text) };
}
