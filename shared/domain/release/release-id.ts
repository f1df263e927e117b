import { createHash } from 'node:crypto';

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** RFC 9562 §6.6: the namespace UUID for URLs. */
const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** A release's id is `<newsroom>/<name>`, so that no desk can touch another's (DESIGN §2, ingest). */
export function releaseIdOf(newsroom: string, name: string): string {
  return `${newsroom}/${name}`;
}

/** The newsroom and the name inside it. */
export function partsOfReleaseId(releaseId: string): { newsroom: string; name: string } {
  const cut = releaseId.indexOf('/');
  return { newsroom: releaseId.slice(0, cut), name: releaseId.slice(cut + 1) };
}

/**
 * The immutable `uri` of a release: `urn:uuid:` of the version 5 UUID (RFC 9562 §5.5) of `<network>/<releaseId>`
 * in the URL namespace, lower case, so that every format can carry it unchanged.
 */
export function uriOf(network: string, releaseId: string): string {
  const digest = createHash('sha1')
    .update(hexToBytes(URL_NAMESPACE))
    .update(`presswire:${network}/${releaseId}`)
    .digest('hex');
  const version = `5${digest.slice(13, 16)}`;
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, '0');
  return `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-${version}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`;
}

/**
 * What tells two pages of one newsroom apart: the first eight digits of the UUID (DESIGN §5); of a `uri` from elsewhere
 * twelve of its hash, so that it can never be another page's (ADR 29).
 */
export function shortIdOf(uri: string): string {
  const own = /^urn:uuid:([0-9a-f]{8})-[0-9a-f]{4}-5/.exec(uri)?.[1];
  return own ?? createHash('sha256').update(uri).digest('hex').slice(0, 12);
}

/**
 * A slug of `[a-z0-9-]`, ≤ 60 characters, from any text; diacritics are dropped, other scripts fall away.
 * Empty text gives `fallback`.
 */
export function slugOf(text: string, fallback: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return SLUG.test(slug) ? slug : fallback;
}

/**
 * The name that a key stands for when its file has no explicit `id:`: its path inside the newsroom without the
 * extension, as a segment.
 */
export function stemOf(pathInNewsroom: string): string {
  return segmentOf(pathInNewsroom.replace(/([^/])\.[^./]*$/u, '$1'));
}

/**
 * Any name as one part of a path: its slug. Where the slug lost letters or digits (another script, a long name) a hash
 * of the name is added, so that two names meet only when a person would call them the same.
 */
export function segmentOf(name: string): string {
  const slug = slugOf(name, 'k');
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (letters === slug.replaceAll('-', '')) return slug;
  const digest = createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 8);
  return `${slug.slice(0, 53).replace(/-+$/, '')}-${digest}`;
}

function hexToBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
