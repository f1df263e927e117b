import { newsroomFeed } from '../feed/feed-id.ts';
import * as z from 'zod/mini';
import { movedKeysOf, redirectTo, type Redirect } from './moved-address.ts';
import { feedKey } from './paths.ts';

/** What WordPress answers with feeds, below the address of the site (its rewrite rules; `rdf` is RSS 1.0). */
const OF_WORDPRESS = ['feed', 'feed/rss2', 'feed/rss', 'feed/rdf', 'feed/atom'];
const MOST_PATHS = 10;
/** `/feed/atom/`, `/atom.xml`: who reads Atom goes on reading Atom. */
const ATOM = /(?:^|\/)atom(?:\.xml)?\/?$/;

/**
 * `commands/import/<newsroom>/feeds/<name>.json`: paths of the feeds of the site that a newsroom's archive comes from,
 * as the log keeps them.
 */
export const movedFeedsSchema = z.strictObject({
  command: z.literal('import-feeds'),
  from: z.array(z.string().check(z.maxLength(300))).check(z.minLength(1), z.maxLength(MOST_PATHS)),
});
export type MovedFeeds = z.infer<typeof movedFeedsSchema>;

/** The newsroom of such an object's key; undefined for any other key. */
export function movedFeedsPlaceOf(key: string): { newsroom: string } | undefined {
  const [, newsroom] =
    /^commands\/import\/([a-z0-9][a-z0-9-]{0,62})\/feeds\/[a-z0-9-]{1,63}\.json$/.exec(key) ?? [];
  return newsroom === undefined ? undefined : { newsroom };
}

/** An object of the log at such a key; undefined for one that is none. */
export function readMovedFeeds(bytes: Uint8Array): MovedFeeds | undefined {
  try {
    return movedFeedsSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/**
 * The paths at which the feeds of another site were: of a WordPress site at `site` those that WordPress has, and the
 * addresses that a document says it has itself. Only those that can lead elsewhere here, each once.
 */
export function oldFeedPaths({ site, self }: { site?: string; self: readonly string[] }): string[] {
  const base = site === undefined ? undefined : pathOf(site)?.replace(/\/$/, '');
  const ofSite = base === undefined ? [] : OF_WORDPRESS.map((name) => `${base}/${name}/`);
  const said = self.flatMap((address) => pathOf(address) ?? []);
  const fit = [...ofSite, ...said].filter((path) => movedKeysOf(path).length > 0);
  return [...new Set(fit)].slice(0, MOST_PATHS);
}

/** The objects that send who reads an old feed to the newsroom's, Atom to Atom and all others to RSS. */
export function movedFeedObjects(newsroom: string, from: readonly string[]): Map<string, Redirect> {
  return new Map(
    from.flatMap((path) => {
      const to = redirectTo(`/${feedKey(newsroomFeed(newsroom), ATOM.test(path) ? 'atom' : 'rss')}`);
      return movedKeysOf(path).map((key) => [key, to] as const);
    }),
  );
}

function pathOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.pathname : undefined;
}
