import type { SanitizedHtml } from '../html/sanitized-html.ts';
import type { FeedFormat } from '../site/paths.ts';

/** Why an entry is only a notice: its author took the release back, or it must not be used. */
export type NoticeKind = 'withdrawn' | 'killed';

/** The lead picture: `bytes` is the true length of what `url` gives, `type` its true media type; texts are plain. */
export type EntryImage = {
  url: string;
  type: string;
  bytes: number;
  width?: number;
  height?: number;
  alt?: string;
  caption?: string;
  credit?: string;
};

/**
 * A release's place in a feed. Text is plain unless its name says HTML; times are RFC 3339 UTC. `uri` is the entry's
 * id in every format and never changes.
 */
export type Entry = {
  releaseId: string;
  uri: string;
  version: number;
  url: string;
  jsonUrl: string;
  title: string;
  /** The author's own. */
  summary?: string;
  /** The beginning of the text, for a format that must have a description. */
  excerpt: string;
  contentHtml: SanitizedHtml;
  authors: readonly string[];
  categories: readonly string[];
  language: string;
  /** The desk that published it, with its own feed's addresses in RSS and Atom. */
  newsroom: { id: string; name: string; feedUrl: string; atomUrl: string };
  dateline?: string;
  /** Address of the folder that its categories are named in: their scheme. */
  categoryScheme: string;
  image?: EntryImage;
  /** The public note of a correction or update, in words that stand before the summary. */
  note?: { label: string; text: string };
  /** The text's own date where it has one, never after `firstPublicAt`; what readers show. */
  publishedAt: string;
  updatedAt: string;
  /** What orders the feed. */
  firstPublicAt: string;
  notice?: NoticeKind;
};

/**
 * The canonical feed: every format renders the same entries, newest first public first. `updatedAt` never goes back
 * and moves when an entry leaves, so that the bytes never return to an earlier state (SEMANTICS, publish).
 */
export type Feed = {
  feedId: string;
  title: string;
  description?: string;
  language: string;
  siteUrl: string;
  /** The page that a reader goes to from the feed. */
  homeUrl: string;
  selfUrls: Readonly<Record<FeedFormat, string>>;
  /** The WebSub hub that tells of changes; archive documents have none. */
  hubUrl?: string;
  /** The newest archive document, or the one before an archive document: where older entries are (RFC 5005 §4). */
  olderUrls?: Readonly<Record<FeedFormat, string>>;
  /** For an archive document that is full, so that nothing more arrives in it: the one that follows. */
  newerUrls?: Readonly<Record<FeedFormat, string>>;
  /** For an archive document: the feed that holds the newest entries. */
  currentUrls?: Readonly<Record<FeedFormat, string>>;
  updatedAt: string;
  entries: readonly Entry[];
};
