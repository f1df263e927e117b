import { Feed as FeedDocument } from 'feed';
import { escapeXmlAttribute } from '../site/escape.ts';
import type { Entry, Feed } from './feed.ts';
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
      ['xmlns:at', 'http://purl.org/atompub/tombstones/1.0'],
      ['xmlns:dc', 'http://purl.org/dc/elements/1.1/'],
    ],
    entries: feed.entries.map((entry) => ({
      attributes: entry.language === feed.language ? [] : [['xml:lang', entry.language]],
      first: textElements(entry),
      last: otherElements(entry),
    })),
    lastElements: feed.entries.filter(({ notice }) => notice !== undefined).map(tombstone),
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
function otherElements(entry: Entry): string[] {
  const categories = namesOf(entry.categories).map((name) => {
    const text = escapeXmlAttribute(name);
    return `<category term="${text}" label="${text}"/>`;
  });
  return [
    `<link rel="related" type="application/json" href="${escapeXmlAttribute(new URL(entry.jsonUrl).href)}"/>`,
    ...categories,
    `<dc:publisher>${escapedText(entry.newsroom.name)}</dc:publisher>`,
    ...(entry.dateline === undefined ? [] : [`<dc:coverage>${escapedText(entry.dateline)}</dc:coverage>`]),
  ];
}

/** RFC 6721 §3: `when` is the notice's own `updated`, so that neither outranks the other. */
function tombstone(entry: Entry): string {
  const when = new Date(entry.updatedAt).toISOString();
  const comment = escapedText(summaryOf(entry) ?? entry.title);
  return `<at:deleted-entry ref="${escapeXmlAttribute(entry.uri)}" when="${when}"><at:comment>${comment}</at:comment></at:deleted-entry>`;
}
