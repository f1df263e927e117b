import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Head } from '#domain/release/head.ts';

const AT = '2026-03-01T08:00:00.000Z';

/** The `n`th receiver's endpoint, which has proved itself; `root` names its key in the keyring. */
export function receiverEndpoint(n: number, url: string, root = 'r1'): Endpoint {
  return {
    endpointId: `ep-${n}`,
    partnerId: `partner-${n}`,
    url,
    format: 'thin',
    state: 'active',
    minor: false,
    embargo: 'hold',
    keys: [{ root, generation: 1 }],
    createdAt: '2026-01-01T00:00:00.000Z',
    verifiedAt: '2026-01-01T00:00:01.000Z',
    rev: 1,
  };
}

/** The first version of the `n`th release, published, with what a question wants otherwise. */
export function sampleHead(n: number, changes: Partial<Head> = {}): Head {
  return {
    releaseId: `harbour/release-${n}`,
    newsroom: 'harbour',
    uri: `urn:uuid:5f1413ce-a6f0-5248-a691-${String(n).padStart(12, '0')}`,
    slug: `release-${n}`,
    rev: 1,
    version: 1,
    prev: 0,
    contentVersion: 1,
    state: 'published',
    kind: 'first',
    hash: `hash-${n}`,
    textHash: `text-${n}`,
    headline: 'Harbour sea wall reopens after a winter of repairs',
    summary: 'The sea wall is open again, and the quay with it.',
    language: 'en',
    authors: ['Edith Marlow'],
    categories: ['works'],
    feeds: ['network', 'n/harbour'],
    feedsEver: ['network', 'n/harbour'],
    chain: [{ version: 1, prev: 0, kind: 'first', state: 'published', at: AT }],
    sources: { 'incoming/harbour/release.md': { versionId: 'v1', at: AT, live: true } },
    upload: { key: 'incoming/harbour/release.md', versionId: 'v1', at: AT },
    uploadedAt: AT,
    firstPublicAt: AT,
    updatedAt: AT,
    ...changes,
  };
}
