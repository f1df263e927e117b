import { segmentOf } from '../release/release-id.ts';

/** The feed that holds every release of the network. */
export const NETWORK_FEED = 'network';

/** How many feeds one release may be in, and for how many of its categories and authors (their order is the author's). */
const MAX_FEEDS = 12;
const MAX_CATEGORIES = 5;
const MAX_AUTHORS = 3;

/**
 * A feed's id is the path of its documents without slashes at the ends: `network` for the site's root,
 * `n/<newsroom>` for a newsroom (DESIGN §5). Ids are the DynamoDB key `FEED#<id>` and the FIFO group `feed:<id>`.
 */
export function newsroomFeed(newsroomId: string): string {
  return `n/${newsroomId}`;
}

/** What decides which feeds a release belongs to. */
type Filed = {
  newsroom: string;
  language: string;
  categories: readonly string[];
  authors: readonly string[];
};

/**
 * The feeds that a release belongs to, the widest first: the network, its newsroom, its language; its newsroom's for
 * each of its first five categories and three authors; then the network's for its categories, as far as twelve go.
 */
export function feedsOf({ newsroom, language, categories, authors }: Filed): string[] {
  const own = newsroomFeed(newsroom);
  const filed = segmentsOf(categories, MAX_CATEGORIES);
  const feeds = [
    NETWORK_FEED,
    own,
    `l/${segmentOf(language)}`,
    ...filed.map((category) => `${own}/c/${category}`),
    ...segmentsOf(authors, MAX_AUTHORS).map((author) => `${own}/a/${author}`),
    ...filed.map((category) => `c/${category}`),
  ];
  return feeds.slice(0, MAX_FEEDS);
}

/** Two spellings of one name are one segment. */
function segmentsOf(names: readonly string[], limit: number): string[] {
  return [...new Set(names.map(segmentOf))].slice(0, limit);
}

/** An archive document's own list of pointers, under the feed whose older entries it holds; numbers start at 1. */
export function archiveFeed(feedId: string, number: number): string {
  return `${feedId}/archive/${number}`;
}

/** The feed and the number of an archive document; undefined for any other feed. */
export function archiveOf(feedId: string): { feedId: string; number: number } | undefined {
  const [, of, number] = /^(.+)\/archive\/(\d+)$/.exec(feedId) ?? [];
  return of === undefined ? undefined : { feedId: of, number: Number(number) };
}

/** Where ingest notes which releases of an archived feed have changed: pointers that the feed's builder takes away. */
export function touchedFeed(feedId: string): string {
  return `${feedId}/touched`;
}

/** Which releases of an archived feed were withdrawn or killed: pointers, until their notices end. */
export function noticesFeed(feedId: string): string {
  return `${feedId}/notices`;
}

/** Feeds whose older entries stand in archive documents (RFC 5005 §4): the network's and the newsrooms'. */
export function isArchived(feedId: string): boolean {
  return feedId === NETWORK_FEED || /^n\/[^/]+$/.test(feedId);
}
