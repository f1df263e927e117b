import type { Entry, Feed } from '#domain/feed/feed.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';

const SITE = 'https://news.example.org';

/** The `n`th entry of a feed, an hour older than the one before, with what a test wants otherwise. */
export function anEntry(n: number, changes: Partial<Entry> = {}): Entry {
  const at = new Date(Date.UTC(2026, 2, 1, 8) - n * 3_600_000).toISOString();
  const id = `5f1413ce-a6f0-5248-a691-${String(n).padStart(12, '0')}`;
  return {
    releaseId: `blora/story-${n}`,
    uri: `urn:uuid:${id}`,
    version: 1,
    url: `${SITE}/n/blora/story-${n}-5f1413ce`,
    jsonUrl: `${SITE}/n/blora/story-${n}-5f1413ce.json`,
    title: `Story ${n}`,
    excerpt: `Story ${n} begins.`,
    contentHtml: sanitizedHtmlSchema.parse(`<p>Story ${n} begins.</p>`),
    authors: ['Ana Widya'],
    categories: ['Pasar'],
    language: 'id',
    newsroom: {
      id: 'blora',
      name: 'Blora',
      feedUrl: `${SITE}/n/blora/feed.xml`,
      atomUrl: `${SITE}/n/blora/atom.xml`,
    },
    categoryScheme: `${SITE}/n/blora/c/`,
    publishedAt: at,
    updatedAt: at,
    firstPublicAt: at,
    ...changes,
  };
}

/** A newsroom's feed of these entries. */
export function aFeed(entries: readonly Entry[], changes: Partial<Feed> = {}): Feed {
  return {
    feedId: 'n/blora',
    title: 'Blora',
    description: 'Siaran pers terbaru: Blora',
    language: 'id',
    siteUrl: SITE,
    homeUrl: `${SITE}/n/blora/`,
    selfUrls: {
      rss: `${SITE}/n/blora/feed.xml`,
      atom: `${SITE}/n/blora/atom.xml`,
      json: `${SITE}/n/blora/feed.json`,
    },
    updatedAt: '2026-03-01T08:00:00.000Z',
    entries,
    ...changes,
  };
}
