import { Feed as FeedDocument, type Extension } from 'feed';
import { xmlCharacters } from '../site/escape.ts';
import { FEEDS_PAGE_KEY, IMAGE_KEY, urlOf } from '../site/paths.ts';
import type { Entry, Feed } from './feed.ts';
import { topicOf } from './feed-topic.ts';
import { namesOf, summaryOf } from './entry-text.ts';
import { extension } from './package-text.ts';

/**
 * The feed as JSON Feed 1.1, the same bytes for the same feed; `author` stands beside `authors` for readers of 1.0.
 * `_presswire` carries what the format has no name for, as RFC 5005's mark of an archive document that is full.
 */
export function renderJsonFeed(feed: Feed): string {
  const document = new FeedDocument({
    title: xmlCharacters(feed.title),
    ...(feed.description === undefined ? {} : { description: xmlCharacters(feed.description) }),
    link: feed.homeUrl,
    feedLinks: { json: feed.selfUrls.json },
    author: { name: xmlCharacters(feed.title), link: feed.homeUrl },
    updated: new Date(feed.updatedAt),
  });
  document.addExtension(extension('version', 'https://jsonfeed.org/version/1.1'));
  document.addExtension(extension('language', feed.language));
  document.addExtension(extension('icon', urlOf(feed.siteUrl, IMAGE_KEY)));
  document.addExtension(extension('favicon', urlOf(feed.siteUrl, IMAGE_KEY)));
  document.addExtension(extension('authors', [{ name: xmlCharacters(feed.title), url: feed.homeUrl }]));
  if (feed.hubUrl !== undefined)
    document.addExtension(extension('hubs', [{ type: 'WebSub', url: feed.hubUrl }]));
  if (feed.olderUrls !== undefined) document.addExtension(extension('next_url', feed.olderUrls.json));
  document.addExtension(
    extension('_presswire', {
      about: urlOf(feed.siteUrl, FEEDS_PAGE_KEY),
      updated: new Date(feed.updatedAt).toISOString(),
      ...(feed.currentUrls === undefined ? {} : { current: feed.currentUrls.json }),
      ...(feed.newerUrls === undefined ? {} : { archive: true, next: feed.newerUrls.json }),
    }),
  );
  for (const entry of feed.entries) {
    document.addItem({
      title: xmlCharacters(entry.title),
      id: entry.uri,
      link: entry.url,
      date: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      content: xmlCharacters(entry.contentHtml),
      author: namesOf(entry.authors, [entry.newsroom.name]).map((name) => ({ name })),
      extensions: itemMembers(entry, feed),
    });
  }
  return `${document.json1()}\n`;
}

function itemMembers(entry: Entry, { feedId }: Feed): Extension[] {
  const { newsroom, dateline, note, notice, image } = entry;
  const summary = summaryOf(entry);
  const members = new Map<string, unknown>([
    ['authors', namesOf(entry.authors, [newsroom.name]).map((name) => ({ name }))],
    ['tags', namesOf(entry.categories)],
    ['language', entry.language],
  ]);
  if (image !== undefined) {
    members.set('image', image.url);
    members.set('attachments', [
      {
        url: image.url,
        mime_type: image.type,
        size_in_bytes: image.bytes,
        ...(image.alt === undefined ? {} : { title: xmlCharacters(image.alt) }),
      },
    ]);
  }
  if (summary !== undefined) members.set('summary', xmlCharacters(summary));
  members.set('_presswire', {
    status: notice ?? 'published',
    version: entry.version,
    newsroom: newsroom.id,
    publisher: xmlCharacters(newsroom.name),
    json: entry.jsonUrl,
    categoryScheme: entry.categoryScheme,
    ...(image?.credit === undefined ? {} : { credit: xmlCharacters(image.credit) }),
    ...(topicOf(feedId).newsroom === newsroom.id ? {} : { source: newsroom.feedUrl }),
    ...(dateline === undefined ? {} : { dateline: xmlCharacters(dateline) }),
    ...(note === undefined ? {} : { note: xmlCharacters(note.text) }),
  });
  return [...members].map(([name, value]) => extension(name, value));
}
