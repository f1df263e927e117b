import { Feed as FeedDocument } from 'feed';
import { escapeXmlAttribute, xmlCharacters } from '../site/escape.ts';
import { IMAGE_KEY, urlOf } from '../site/paths.ts';
import type { Entry, EntryImage, Feed } from './feed.ts';
import { topicOf } from './feed-topic.ts';
import { namesOf, summaryOf } from './entry-text.ts';
import { htmlNode, escapedText, textNode } from './package-text.ts';
import { spliceAtom } from './splice-atom.ts';

/**
 * The feed as Atom 1.0 (RFC 4287), the same bytes for the same feed, with RFC 6721 tombstones beside its notices.
 * What the package cannot say (plain titles, languages, categories with any text, typed links) is spliced in.
 */
export function renderAtom(feed: Feed): string {
  const document = new FeedDocument({
    id: textNode(feed.selfUrls.atom),
    title: textNode(feed.title),
    description: textNode(feed.description ?? ''),
    link: feed.homeUrl,
    updated: new Date(feed.updatedAt),
    feedLinks: { atom: feed.selfUrls.atom },
    favicon: textNode(urlOf(feed.siteUrl, IMAGE_KEY)),
    author: { name: textNode(feed.title), link: feed.homeUrl },
    generator: 'Presswire',
  });
  for (const entry of feed.entries) {
    document.addItem({
      title: '',
      id: entry.uri,
      link: entry.url,
      date: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      content: htmlNode(entry.contentHtml),
      author: namesOf(entry.authors, [entry.newsroom.name]).map((name) => ({ name: textNode(name) })),
    });
  }
  return spliceAtom(document.atom1(), {
    feedAttributes: [
      ['xml:lang', feed.language],
      ['xmlns:dc', 'http://purl.org/dc/elements/1.1/'],
      ['xmlns:media', 'http://search.yahoo.com/mrss/'],
      ...(feed.newerUrls === undefined
        ? []
        : [['xmlns:fh', 'http://purl.org/syndication/history/1.0'] as const]),
    ],
    feedElements: [...hubElements(feed), ...archiveElements(feed)],
    entries: feed.entries.map((entry) => ({
      attributes: entry.language === feed.language ? [] : [['xml:lang', entry.language]],
      first: textElements(entry),
      last: otherElements(entry, feed),
      after: entry.notice === undefined ? [] : [tombstone(entry)],
    })),
  });
}

/** Plain text, as it is for readers that take every text for plain as for those that heed the type. */
function textElements(entry: Entry): string[] {
  const summary = summaryOf(entry);
  return [
    `<title>${escapedText(entry.title)}</title>`,
    ...(summary === undefined ? [] : [`<summary>${escapedText(summary)}</summary>`]),
  ];
}

/** After the page's link, since many readers take the first link of an entry for its address. */
function otherElements(entry: Entry, feed: Feed): string[] {
  const scheme = escapeXmlAttribute(entry.categoryScheme);
  const categories = namesOf(entry.categories).map((name) => {
    const text = escapeXmlAttribute(name);
    return `<category term="${text}" scheme="${scheme}" label="${text}"/>`;
  });
  return [
    `<link rel="related" type="application/json" href="${escapeXmlAttribute(new URL(entry.jsonUrl).href)}"/>`,
    ...imageElements(entry.image),
    ...categories,
    `<dc:publisher>${escapedText(entry.newsroom.name)}</dc:publisher>`,
    ...(entry.dateline === undefined ? [] : [`<dc:coverage>${escapedText(entry.dateline)}</dc:coverage>`]),
    ...(topicOf(feed.feedId).newsroom === entry.newsroom.id ? [] : [sourceElement(entry)]),
  ];
}

/** WebSub §4: where a subscriber asks to be told of changes. */
function hubElements({ hubUrl }: Feed): string[] {
  return hubUrl === undefined ? [] : [`<link rel="hub" href="${escapeXmlAttribute(new URL(hubUrl).href)}"/>`];
}

/**
 * RFC 5005 §4: an archive document says where the newest entries are, and names the one before and the one after. Only
 * one that is full is marked as an archive: a reader may keep what is marked and never ask for it again.
 */
function archiveElements({ currentUrls, olderUrls, newerUrls }: Feed): string[] {
  const link = (rel: string, url: string): string =>
    `<link rel="${rel}" type="application/atom+xml" href="${escapeXmlAttribute(new URL(url).href)}"/>`;
  return [
    ...(newerUrls === undefined ? [] : ['<fh:archive/>']),
    ...(currentUrls === undefined ? [] : [link('current', currentUrls.atom)]),
    ...(olderUrls === undefined ? [] : [link('prev-archive', olderUrls.atom)]),
    ...(newerUrls === undefined ? [] : [link('next-archive', newerUrls.atom)]),
  ];
}

/** An enclosure (RFC 4287 §4.2.7.2) and Media RSS 1.5.1 for the credit, which a link cannot carry. */
function imageElements(image: EntryImage | undefined): string[] {
  if (image === undefined) return [];
  const { url, type, bytes, width, height, alt, caption, credit } = image;
  const href = escapeXmlAttribute(new URL(url).href);
  const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`;
  const title = alt === undefined ? '' : ` title="${escapeXmlAttribute(xmlCharacters(alt))}"`;
  const parts = [
    ...(alt === undefined ? [] : [`<media:title type="plain">${escapedText(alt)}</media:title>`]),
    ...(caption === undefined
      ? []
      : [`<media:description type="plain">${escapedText(caption)}</media:description>`]),
    ...(credit === undefined
      ? []
      : [`<media:credit role="photographer">${escapedText(credit)}</media:credit>`]),
  ].join('');
  return [
    `<link rel="enclosure" type="${type}" length="${bytes}"${title} href="${href}"/>`,
    `<media:content url="${href}" type="${type}" medium="image" fileSize="${bytes}"${size}>${parts}</media:content>`,
  ];
}

/** RFC 4287 §4.2.11: the feed that the entry comes from, as far as it is known here. */
function sourceElement({ newsroom, updatedAt }: Entry): string {
  const url = escapeXmlAttribute(new URL(newsroom.atomUrl).href);
  const updated = new Date(updatedAt).toISOString();
  return `<source><id>${url}</id><title>${escapedText(newsroom.name)}</title><updated>${updated}</updated><link rel="self" type="application/atom+xml" href="${url}"/></source>`;
}

/**
 * RFC 6721 §3: `when` is the notice's own `updated`, so that neither outranks the other. It names its namespace itself, so
 * that the feed's own part hangs on no entry.
 */
function tombstone(entry: Entry): string {
  const when = new Date(entry.updatedAt).toISOString();
  const comment = escapedText(summaryOf(entry) ?? entry.title);
  return `<at:deleted-entry ref="${escapeXmlAttribute(entry.uri)}" when="${when}" xmlns:at="http://purl.org/atompub/tombstones/1.0"><at:comment>${comment}</at:comment></at:deleted-entry>`;
}
