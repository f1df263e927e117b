import { createHash } from 'node:crypto';

/** A document as it is stored in the public bucket. */
export type StoredDocument = {
  key: string;
  object: {
    body: string | Uint8Array;
    contentType: string;
    cacheControl: string;
    metadata: Record<string, string>;
  };
};

/**
 * The type that the bucket stores, which CloudFront's compression knows, and the true type, which the edge's
 * function sets (DESIGN §5).
 */
const TYPES = {
  page: { stored: 'text/html; charset=utf-8', served: 'text/html; charset=utf-8' },
  json: { stored: 'application/json', served: 'application/json; charset=utf-8' },
  rss: { stored: 'application/xml', served: 'application/rss+xml; charset=utf-8' },
  atom: { stored: 'application/xml', served: 'application/atom+xml; charset=utf-8' },
  xml: { stored: 'application/xml', served: 'application/xml; charset=utf-8' },
  opml: { stored: 'application/xml', served: 'text/x-opml; charset=utf-8' },
  text: { stored: 'text/plain; charset=utf-8', served: 'text/plain; charset=utf-8' },
  script: { stored: 'text/javascript', served: 'text/javascript; charset=utf-8' },
  png: { stored: 'image/png', served: 'image/png' },
  svg: { stored: 'image/svg+xml', served: 'image/svg+xml' },
  jsonFeed: { stored: 'application/json', served: 'application/feed+json; charset=utf-8' },
} as const;
export type DocumentType = keyof typeof TYPES;

/** Feeds may be given out a little late (RFC 5861), pages never: a link in a webhook must show what it announces. */
const PAGE_CACHE = 'public, max-age=60';
const FEED_CACHE = 'public, max-age=60, stale-while-revalidate=60, stale-if-error=86400';
const FEED_TYPES: ReadonlySet<DocumentType> = new Set(['rss', 'atom', 'jsonFeed']);

/** S3 takes 2 KB of user metadata in all and only ASCII. */
const MAX_METADATA_BYTES = 2_048;

/**
 * A document with what the edge needs to know about it: `type`, `link` (RFC 8288, for `rel=hub` and `rel=self`), `status` where
 * it is not 200; and for the next writer `digest`, the SHA-256 of the body, by which it sees that nothing changed, and
 * `updated`, the time that the document shows and that must not go back.
 */
export function storedDocument(document: {
  key: string;
  type: DocumentType;
  body: string | Uint8Array;
  selfUrl?: string;
  hubUrl?: string;
  status?: 410;
  updatedAt?: string;
}): StoredDocument {
  const { stored, served } = TYPES[document.type];
  const metadata: Record<string, string> = {
    type: served,
    digest: createHash('sha256').update(document.body).digest('hex'),
  };
  const links = [link('hub', document.hubUrl), link('self', document.selfUrl)].filter(
    (each) => each !== undefined,
  );
  if (links.length > 0) metadata['link'] = links.join(', ');
  if (document.status !== undefined) metadata['status'] = String(document.status);
  if (document.updatedAt !== undefined) metadata['updated'] = document.updatedAt;
  assertFits(document.key, metadata);
  return {
    key: document.key,
    object: {
      body: document.body,
      contentType: stored,
      cacheControl: FEED_TYPES.has(document.type) ? FEED_CACHE : PAGE_CACHE,
      metadata,
    },
  };
}

function link(rel: string, url: string | undefined): string | undefined {
  return url === undefined ? undefined : `<${new URL(url).href}>; rel="${rel}"`;
}

function assertFits(key: string, metadata: Record<string, string>): void {
  const text = Object.entries(metadata).flat().join('');
  if (/[^ -~]/.test(text)) throw new Error(`Metadata of ${key} holds a character that S3 does not take.`);
  if (text.length > MAX_METADATA_BYTES)
    throw new Error(`Metadata of ${key} is over ${MAX_METADATA_BYTES} bytes.`);
}
