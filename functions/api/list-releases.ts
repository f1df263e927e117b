import * as z from 'zod/mini';
import { feedPointerSchema, type FeedPointer } from '#domain/feed/feed-entry.ts';
import { NETWORK_FEED, newsroomFeed } from '#domain/feed/feed-id.ts';
import { releaseStateSchema, type Head } from '#domain/release/head.ts';
import { jsonKey } from '#domain/site/paths.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';
import { readQuery } from './read-request.ts';

const PAGE = 50;
/** A search reads so many pages before it answers with what it has, and with where to go on. */
const MOST_PAGES = 20;

export const releasesQuerySchema = z.strictObject({
  newsroom: z.exactOptional(z.string().check(z.maxLength(63))),
  state: z.exactOptional(releaseStateSchema),
  /** Words of the headline, or part of the id. */
  q: z.exactOptional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
  cursor: z.exactOptional(cursorWord),
});

type Wanted = Pick<z.infer<typeof releasesQuerySchema>, 'state' | 'q'>;

/** `GET /api/releases`: what became public, newest first. A page of a search may be short, and `next` still lead on. */
export async function listReleases(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { newsroom, cursor, ...wanted } = readQuery(context, releasesQuerySchema);
  const feedId = newsroom === undefined ? NETWORK_FEED : newsroomFeed(newsroom);
  let before = cursor === undefined ? undefined : decodeCursor(cursor, feedPointerSchema);
  const found: Head[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const pointers = await deps.feeds.listPointers(feedId, { limit: PAGE, ...(before ? { before } : {}) });
    const heads = await headsOf(deps, pointers);
    found.push(...heads.filter((head) => isWanted(head, wanted)));
    before = pointers.length === PAGE ? pointers.at(-1) : undefined;
    if (before === undefined || found.length > 0) break;
  }
  return context.json({
    releases: found.map(shownRelease),
    ...(before === undefined ? {} : { next: encodeCursor(before) }),
  });
}

async function headsOf({ releases }: ApiDeps, pointers: readonly FeedPointer[]): Promise<Head[]> {
  const heads = await releases.getHeads(pointers.map(({ releaseId }) => releaseId));
  const byId = new Map(heads.map((head) => [head.releaseId, head]));
  return pointers.flatMap(({ releaseId, firstPublicAt }) => {
    const head = byId.get(releaseId);
    // A pointer counts only where the head names its place (DESIGN §4).
    return head?.firstPublicAt === firstPublicAt ? [head] : [];
  });
}

/** Every word of the search stands in the headline or in the id. */
function isWanted(head: Head, { state, q }: Wanted): boolean {
  if (state !== undefined && head.state !== state) return false;
  const text = `${head.headline} ${head.releaseId}`.toLowerCase();
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** A release in a list; `json` is the address of its public JSON on the site. */
export function shownRelease(head: Head) {
  const { releaseId, uri, newsroom, state, version, headline, language, firstPublicAt, updatedAt, note } =
    head;
  const json = `/${jsonKey(head)}`;
  return {
    id: releaseId,
    uri,
    newsroom,
    state,
    version,
    headline,
    language,
    firstPublicAt,
    updatedAt,
    note,
    json,
  };
}
