import { feedKey, type FeedFormat } from '../site/paths.ts';
import { storedDocument, type DocumentType, type StoredDocument } from '../site/stored-document.ts';
import type { Feed } from './feed.ts';

const TYPES: readonly (readonly [FeedFormat, DocumentType])[] = [
  ['rss', 'rss'],
  ['atom', 'atom'],
  ['json', 'jsonFeed'],
];

/** A rendered feed as its documents are stored, each with the `Link` to its own address and its hub (WebSub §4). */
export function feedDocuments(feed: Feed, documents: Readonly<Record<FeedFormat, string>>): StoredDocument[] {
  return TYPES.map(([format, type]) =>
    storedDocument({
      key: feedKey(feed.feedId, format),
      type,
      body: documents[format],
      selfUrl: feed.selfUrls[format],
      ...(feed.hubUrl === undefined ? {} : { hubUrl: feed.hubUrl }),
      updatedAt: feed.updatedAt,
    }),
  );
}
