import type { Entry, Feed } from './feed.ts';
import { renderAtom } from './render-atom.ts';
import { renderJsonFeed } from './render-json-feed.ts';

/** A feed of nothing but one entry, for the renderers; what it says of itself is not kept. */
function feedOf(entry: Entry): Feed {
  const { newsroom, url } = entry;
  return {
    feedId: newsroom.id,
    title: newsroom.name,
    language: entry.language,
    siteUrl: new URL(url).origin,
    homeUrl: url,
    selfUrls: { rss: newsroom.feedUrl, atom: newsroom.feedUrl, json: newsroom.feedUrl },
    updatedAt: entry.updatedAt,
    entries: [entry],
  };
}

/** One entry as an Atom Entry Document (RFC 4287 §2), as it stands in the feeds. */
export function renderAtomEntry(entry: Entry): string {
  const document = renderAtom(feedOf(entry));
  const names = /<feed([^>]*)>/.exec(document)?.[1];
  const element = /^ {4}<entry>\n([\s\S]*)^ {4}<\/entry>$/m.exec(document)?.[1];
  if (names === undefined || element === undefined) throw new Error('The Atom document has no entry.');
  return `<?xml version="1.0" encoding="utf-8"?>\n<entry${names}>\n${element}</entry>\n`;
}

/** One entry as an item of JSON Feed 1.1, as it stands in the feeds. */
export function renderJsonItem(entry: Entry): Record<string, unknown> {
  const { items }: { items: Record<string, unknown>[] } = JSON.parse(renderJsonFeed(feedOf(entry)));
  const [item] = items;
  if (item === undefined) throw new Error('The JSON feed has no item.');
  return item;
}
