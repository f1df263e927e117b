import type { Head } from '../release/head.ts';
import { publishedAtOf } from '../site/release-view.ts';
import { jsonKey, pageKey, urlOf, versionJsonKey } from '../site/paths.ts';
import type { EventType } from './event-type.ts';

/** UTF-8 bytes of JSON that a field may take, so that a thin body never exceeds 20 KB. */
const LIMITS = { headline: 1_200, summary: 3_600, note: 4_500, name: 240 } as const;
const MOST_NAMES = 16;
/** Enough that nobody who has not read the text names its page's address. */
const HASH_LENGTH = 8;
export const MAX_THIN_BODY_BYTES = 20_480;

/** What a body is made of: LATEST, and of the telling what does not follow from LATEST. */
export type ThinWebhook = {
  id: string;
  event: EventType;
  latest: Head;
  previousVersion?: number;
  note?: string;
  /** Without a slash at its end. */
  siteUrl: string;
  /** Says that it is no news. */
  test?: true;
};

/**
 * The body of a webhook in the format `thin` (DESIGN §6), ≤ 20 KB. It hangs on nothing but release, version and event:
 * every try, replay and redo of one webhook-id sends the same bytes. A withdrawal or kill repeats no content, and what
 * was never public gets no links.
 */
export function thinBody({ id, event, latest, previousVersion, note, siteUrl, test }: ThinWebhook): string {
  const isTakenBack = event === 'release.withdrawn' || event === 'release.killed';
  const said = isTakenBack ? reasonOf(latest) : note;
  return JSON.stringify({
    type: event,
    id,
    timestamp: latest.updatedAt,
    ...(test === undefined ? {} : { test }),
    data: {
      uri: latest.uri,
      version: latest.version,
      ...(previousVersion === undefined ? {} : { previousVersion }),
      ...(said === undefined ? {} : { note: cut(said, LIMITS.note) }),
      newsroom: latest.newsroom,
      ...(isTakenBack ? {} : contentOf(latest)),
      ...(latest.firstPublicAt === undefined ? {} : { publishedAt: publishedAtOf(latest) }),
      updatedAt: latest.updatedAt,
      ...(event === 'release.embargoed' ? { embargoedUntil: latest.embargoedUntil } : {}),
      ...(latest.firstPublicAt === undefined || event === 'release.embargoed'
        ? {}
        : { links: linksOf(latest, isTakenBack, siteUrl) }),
    },
  });
}

/** The body of the signed POST that asks an endpoint to prove itself (DESIGN §6). */
export function challengeBody(asked: { id: string; since: string; challenge: string }): string {
  return JSON.stringify({
    type: 'endpoint.challenge',
    id: asked.id,
    timestamp: asked.since,
    data: { challenge: asked.challenge },
  });
}

/** That of the version: a command that comes after a deletion is recorded in LATEST without a version of its own. */
function reasonOf({ state, note }: Head): string | undefined {
  return state === 'killed' || state === 'withdrawn' ? note : undefined;
}

function contentOf(latest: Head): object {
  return {
    headline: cut(latest.headline, LIMITS.headline),
    ...(latest.summary === undefined ? {} : { summary: cut(latest.summary, LIMITS.summary) }),
    language: latest.language,
    authors: latest.authors.slice(0, MOST_NAMES).map((name) => cut(name, LIMITS.name)),
    categories: latest.categories.slice(0, MOST_NAMES).map((name) => cut(name, LIMITS.name)),
  };
}

function linksOf(latest: Head, isTakenBack: boolean, siteUrl: string): object {
  const page = urlOf(siteUrl, pageKey(latest));
  return {
    // Past what the edge keeps of the version before, and of what a stranger asked for ahead (docs/adr/0002).
    html: latest.version > 1 ? `${page}?v=${latest.version}-${latest.hash.slice(0, HASH_LENGTH)}` : page,
    json: urlOf(siteUrl, isTakenBack ? jsonKey(latest) : versionJsonKey(latest, latest.version)),
  };
}

/** Text of at most `maxBytes` bytes of JSON; what is longer ends in an ellipsis, between two characters. */
function cut(text: string, maxBytes: number): string {
  if (text.length * 6 <= maxBytes) return text;
  if (text.length <= maxBytes && jsonBytes(text) <= maxBytes) return text;
  const room = maxBytes - jsonBytes('…');
  let [fits, tooLong] = [0, Math.min(text.length, maxBytes) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >>> 1;
    if (jsonBytes(text.slice(0, middle)) <= room) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function jsonBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length - 2;
}
