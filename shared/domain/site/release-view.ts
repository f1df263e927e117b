import type { Content } from '../release/content.ts';
import type { ChangeKind, Head } from '../release/head.ts';
import type { Newsroom } from '../release/newsroom.ts';

/** One version that readers could see, oldest first in a history. */
export type HistoryMark = { version: number; kind: ChangeKind; note?: string; at: string };

/**
 * What the documents of one release are rendered from. `content` is that of `head.contentVersion`; a withdrawn or
 * killed release needs none. `feeds` are ids of feeds that the page points readers to.
 */
export type ReleaseView = {
  head: Head;
  content?: Content | undefined;
  newsroom: Newsroom;
  history: readonly HistoryMark[];
  siteUrl: string;
  feeds: readonly string[];
};

/** The states in which readers get the text; in every other one they get a notice. */
export function isReadable(head: Pick<Head, 'state'>): boolean {
  return head.state === 'published' || head.state === 'expired';
}

/**
 * The headline that a notice repeats: only that of a withdrawn release that was public. A killed one is not named, and
 * what waits for a time, be it after an earlier text was public, or was taken back while it waited, has a headline that
 * nobody may see yet.
 */
export function headlineOfNotice({
  state,
  headline,
  firstPublicAt,
  chain,
}: Pick<Head, 'state' | 'headline' | 'firstPublicAt' | 'chain'>): string | undefined {
  if (state !== 'withdrawn' || firstPublicAt === undefined) return undefined;
  const standing = chain.findLast(({ kind }) => kind !== 'withdrawal' && kind !== 'kill');
  return standing?.state === 'scheduled' || standing?.state === 'embargoed' ? undefined : headline;
}

/** The content of a release that readers may see. Throws where the caller brought none: the text would be lost. */
export function readableContent(view: ReleaseView): Content {
  if (view.content === undefined) throw new Error(`No content was given for ${view.head.releaseId}.`);
  return view.content;
}

/**
 * What the world takes as the date of publication (DESIGN §3): the text's own date, never ahead of the first public
 * time; else the first public time.
 */
export function publishedAtOf(head: Pick<Head, 'firstPublicAt' | 'datedAt' | 'updatedAt'>): string {
  const firstPublicAt = head.firstPublicAt ?? head.updatedAt;
  if (head.datedAt === undefined) return firstPublicAt;
  return Date.parse(head.datedAt) <= Date.parse(firstPublicAt) ? head.datedAt : firstPublicAt;
}
