import type { Head } from '#domain/release/head.ts';

/** A published release's head, with what a test wants otherwise. */
export function aHead(changes: Partial<Head> = {}): Head {
  return {
    releaseId: 'blora/market',
    newsroom: 'blora',
    uri: 'urn:uuid:5f1413ce-a6f0-5248-a691-7cb0d3a03a73',
    slug: 'market-reopens',
    rev: 1,
    version: 1,
    prev: 0,
    contentVersion: 1,
    state: 'published',
    kind: 'first',
    hash: 'hash-1',
    textHash: 'text-1',
    headline: 'Market reopens',
    language: 'en',
    authors: ['Ana'],
    categories: [],
    feeds: ['network', 'n/blora'],
    feedsEver: ['network', 'n/blora'],
    chain: [{ version: 1, prev: 0, kind: 'first', state: 'published', at: '2026-03-01T08:00:00.000Z' }],
    sources: {
      'incoming/blora/market.md': { versionId: 'v1', at: '2026-03-01T08:00:00.000Z', live: true },
    },
    upload: { key: 'incoming/blora/market.md', versionId: 'v1', at: '2026-03-01T08:00:00.000Z' },
    uploadedAt: '2026-03-01T08:00:00.000Z',
    firstPublicAt: '2026-03-01T08:00:00.000Z',
    updatedAt: '2026-03-01T08:00:00.000Z',
    ...changes,
  };
}
