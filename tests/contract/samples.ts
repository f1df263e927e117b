import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { FormerEndpoint } from '#domain/partner/former-endpoint.ts';
import type { Partner } from '#domain/partner/partner.ts';
import type { Due } from '#domain/prompt/due.ts';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Head } from '#domain/release/head.ts';
import type { Version } from '#domain/release/version.ts';
import type { Attempt, Delivery } from '#domain/webhook/delivery.ts';

const AT = '2025-01-14T02:04:11Z';

export function sampleHead(releaseId: string, rev: number, more: Partial<Head> = {}): Head {
  return {
    releaseId,
    newsroom: 'blora',
    uri: 'urn:uuid:5b2c1a54-0000-5000-8000-000000000000',
    slug: 'x',
    rev,
    version: 1,
    prev: 0,
    contentVersion: 1,
    state: 'published',
    kind: 'first',
    hash: 'h1',
    textHash: 't1',
    headline: 'Jembatan baru',
    language: 'id',
    authors: [],
    categories: ['umum'],
    feeds: ['network', 'n/blora'],
    feedsEver: ['network', 'n/blora'],
    chain: [{ version: 1, prev: 0, kind: 'first', state: 'published', at: AT }],
    sources: { 'incoming/blora/x.md': { versionId: 'v', at: AT, live: true } },
    upload: { key: 'incoming/blora/x.md', versionId: 'v', at: AT },
    uploadedAt: AT,
    firstPublicAt: AT,
    updatedAt: AT,
    ...more,
  };
}

export function sampleVersion(releaseId: string, version: number, body = '<p>Isi</p>'): Version {
  return {
    releaseId,
    version,
    prev: version - 1,
    kind: version === 1 ? 'first' : 'update',
    state: 'published',
    contentVersion: version,
    origin: { by: 'upload', key: 'incoming/blora/x.md', versionId: `v${version}` },
    hash: `h${version}`,
    textHash: `t${version}`,
    at: AT,
    content: {
      headline: 'Jembatan baru',
      bodyHtml: sanitizedHtmlSchema.parse(body),
      language: 'id',
      authors: [],
      categories: [],
      contacts: [{ name: 'Humas' }],
    },
  };
}

export function samplePointer(releaseId: string, firstPublicAt: string, rev = 1): FeedPointer {
  return { feedId: 'n/blora', releaseId, firstPublicAt, rev };
}

export function samplePartner(partnerId: string, rev: number, name = 'Kabar'): Partner {
  return {
    partnerId,
    name,
    contactEmail: 'a@b.example',
    embargo: 'hold',
    endpointIds: [],
    createdAt: AT,
    rev,
  };
}

export function sampleEndpoint(endpointId: string, rev: number, url = 'https://a.example/hook'): Endpoint {
  return {
    endpointId,
    partnerId: 'kabar',
    url,
    format: 'thin',
    state: 'active',
    minor: false,
    embargo: 'hold',
    keys: [{ root: 'r1', generation: 1 }],
    createdAt: AT,
    rev,
  };
}

export function sampleDelivery(deliveryId: string, eventTime: string): Delivery {
  return {
    deliveryId,
    endpointId: 'ep1',
    partnerId: 'kabar',
    webhookId: `msg_${deliveryId}`,
    eventTime,
    event: 'release.published',
    releaseId: 'blora/x',
    state: 'delivered',
    attempts: 1,
    lastAttemptAt: eventTime,
    expiresAtSeconds: 1_744_000_000,
  };
}

export function sampleAttempt(deliveryId: string, attempt: number): Attempt {
  return {
    deliveryId,
    endpointId: 'ep1',
    attempt,
    at: AT,
    kind: 'response',
    why: 'receiver-error',
    status: 503,
    requestHeaders: { 'content-type': 'application/json' },
    bodySha256: '0'.repeat(64),
    durationMs: 12,
    expiresAtSeconds: 1_744_000_000,
  };
}

export function sampleDue(id: string, dueAt: string, n = '1'): Due {
  return {
    dueAt,
    kind: 'look',
    id,
    n,
    queue: 'uploads',
    prompt: { prompt: 'release', releaseId: id, why: 'look', look: 1 },
  };
}

/** Whom an endpoint was of. */
export function sampleFormer(endpointId: string): FormerEndpoint {
  const contactEmail = 'web@kabar.example';
  return { endpointId, partnerId: 'kabar', contactEmail, host: 'a.example', removedAt: AT };
}
