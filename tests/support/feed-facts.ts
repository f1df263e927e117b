import type { FeedFacts } from '#domain/feed/build-feed.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Content } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import { aHead } from './a-head.ts';

export const BLORA: Newsroom = {
  id: 'blora',
  name: 'Blora',
  host: 'blora.example.org',
  timezone: 'Asia/Jakarta',
  language: 'id',
};

/** The head of the `n`th release, an hour younger than the one before. */
export function nthHead(n: number, changes: Partial<Head> = {}): Head {
  const at = new Date(Date.UTC(2026, 2, 1) + n * 3_600_000).toISOString();
  return aHead({
    releaseId: `blora/story-${n}`,
    uri: `urn:uuid:5f1413ce-a6f0-5248-a691-${String(n).padStart(12, '0')}`,
    slug: `story-${n}`,
    headline: `Story ${n}`,
    firstPublicAt: at,
    updatedAt: at,
    ...changes,
  });
}

/** Content that repeats its head, as ingest makes it. */
export function contentOf(head: Head, changes: Partial<Content> = {}): Content {
  return {
    headline: head.headline,
    bodyHtml: sanitizedHtmlSchema.parse(`<p>${head.headline} began this morning.</p>`),
    language: head.language,
    authors: head.authors,
    categories: head.categories,
    contacts: [],
    ...changes,
  };
}

/** A newsroom's feed with `count` releases, all of them published. */
export function feedFacts(count: number, changes: Partial<FeedFacts> = {}): FeedFacts {
  const heads = changes.heads ?? Array.from({ length: count }, (_, n) => nthHead(n));
  return {
    feedId: 'n/blora',
    siteUrl: 'https://news.example.org',
    network: { name: 'Example News', language: 'en' },
    heads,
    pointers: heads.map(({ releaseId, firstPublicAt = '', rev }) => ({
      feedId: changes.feedId ?? 'n/blora',
      releaseId,
      firstPublicAt,
      rev,
    })),
    newsrooms: [BLORA],
    contentOf,
    shownUpdatedAt: undefined,
    ...changes,
  };
}
