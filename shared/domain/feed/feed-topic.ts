import { segmentOf } from '../release/release-id.ts';
import { archiveOf } from './feed-id.ts';

/** What a feed is about, as its id says. `segment` is the name as a part of a path. */
export type FeedTopic = {
  kind: 'network' | 'newsroom' | 'category' | 'author' | 'language';
  newsroom?: string;
  segment?: string;
};

const KINDS = { c: 'category', a: 'author', l: 'language' } as const;
const ID = /^(?:n\/(?<newsroom>[^/]+))?(?:(?:^|\/)(?<kind>[acl])\/(?<segment>[^/]+))?$/;

/** Languages by their own names, for those that readers of local news meet; others go by their tag. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  id: 'Bahasa Indonesia',
  jv: 'Basa Jawa',
  su: 'Basa Sunda',
  mad: 'Bhâsa Madhurâ',
  ban: 'Basa Bali',
  ms: 'Bahasa Melayu',
  en: 'English',
  ar: 'العربية',
  zh: '中文',
  nl: 'Nederlands',
};

/** Reads a feed's id; an archive document is about what its feed is. One that no release can be in is taken for the network's. */
export function topicOf(feedId: string): FeedTopic {
  const { newsroom, kind, segment } = ID.exec(archiveOf(feedId)?.feedId ?? feedId)?.groups ?? {};
  const about = {
    ...(newsroom === undefined ? {} : { newsroom }),
    ...(segment === undefined ? {} : { segment }),
  };
  if (kind === 'a' || kind === 'c' || kind === 'l') return { kind: KINDS[kind], ...about };
  return newsroom === undefined ? { kind: 'network' } : { kind: 'newsroom', newsroom };
}

/**
 * The name of a topic as the newest of the given releases spells it, its segment where none does; undefined for the
 * network and for newsrooms, which have names of their own.
 */
export function labelOf(
  { kind, segment }: FeedTopic,
  releases: readonly { categories: readonly string[]; authors: readonly string[] }[],
): string | undefined {
  if (segment === undefined) return undefined;
  if (kind === 'language') return LANGUAGE_NAMES[segment] ?? segment;
  const names = releases.flatMap(({ authors, categories }) => (kind === 'author' ? authors : categories));
  return names.find((name) => segmentOf(name) === segment) ?? segment;
}
