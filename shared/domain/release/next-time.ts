import type { Head } from './head.ts';
import { plusSeconds } from './instant.ts';

/** How long a notice stands in the feeds where a release was (DESIGN §3). */
const NOTICE_SECONDS = 30 * 86_400;

/** A time at which a release changes by itself, and into what. */
export type NextTime = { what: 'lift' | 'expiry' | 'end-notice'; at: string };

/** The next time at which something comes of a release without anybody's doing, RFC 3339 UTC. */
export function nextTimeOf(head: Head): NextTime | undefined {
  switch (head.state) {
    case 'scheduled':
    case 'embargoed':
      return named('lift', head.publishAt ?? head.embargoedUntil);
    case 'published':
      return named('expiry', head.expires);
    case 'withdrawn':
    case 'killed': {
      if (head.firstPublicAt === undefined || head.noticeEndedAt !== undefined) return undefined;
      return named('end-notice', plusSeconds(head[head.state]?.at ?? head.updatedAt, NOTICE_SECONDS));
    }
    case 'expired':
      return undefined;
  }
}

function named(what: NextTime['what'], at: string | undefined): NextTime | undefined {
  return at === undefined ? undefined : { what, at };
}
