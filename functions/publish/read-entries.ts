import { isAfter, type FeedPlace } from '#domain/feed/archive.ts';
import type { FeedPointer } from '#domain/feed/feed-entry.ts';
import { membershipOf } from '#domain/feed/membership.ts';
import type { Content } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import type { PublishDeps } from './publish-deps.ts';

const PAGE = 60;

/** The newest pointers of a feed and the heads that they name. */
export type Entries = { pointers: FeedPointer[]; heads: Head[] };

/**
 * Reads pointers, newest first, until `wanted` of them count or none are left, each page with its heads after it; so
 * cost follows what is shown and what has left, never the archive. With `through` it reads only what is newer than that
 * place, and without `wanted` all of it. `beyond` is the last pointer that was read, where more may come.
 */
export async function readEntries(
  deps: PublishDeps,
  feedId: string,
  { wanted, through }: { wanted?: number; through?: FeedPlace } = {},
): Promise<Entries & { beyond?: FeedPointer }> {
  const goesOn = (counted: number, last: FeedPointer): boolean =>
    (wanted === undefined || counted < wanted) && (through === undefined || isAtLeast(last, through));
  const read: Entries = { pointers: [], heads: [] };
  let counted = 0;
  let before: FeedPointer | undefined;
  do {
    const page = await deps.feeds.listPointers(feedId, { limit: PAGE, ...(before ? { before } : {}) });
    const heads = await deps.releases.getHeads(page.map(({ releaseId }) => releaseId));
    const byId = new Map(heads.map((head) => [head.releaseId, head]));
    counted += page.filter(
      (pointer) => membershipOf(pointer, byId.get(pointer.releaseId)).is !== 'stale',
    ).length;
    read.pointers.push(...page);
    read.heads.push(...heads);
    before = page.length < PAGE ? undefined : page.at(-1);
  } while (before !== undefined && goesOn(counted, before));
  const isMore = before !== undefined && (through === undefined || isAtLeast(before, through));
  const beyond = isMore ? before : undefined;
  return {
    ...read,
    pointers: read.pointers.filter((pointer) => through === undefined || isAfter(pointer, through)),
    ...(beyond === undefined ? {} : { beyond }),
  };
}

/**
 * Whether newer ones than `through` may come after it: pages come in the order of their keys, in which a second may stand
 * before its own fractions.
 */
export function isAtLeast(pointer: FeedPointer, through: FeedPlace): boolean {
  return Date.parse(pointer.firstPublicAt) >= Date.parse(through.firstPublicAt) - 1000;
}

/** The contents of published heads, read where this container does not remember them. */
export async function readContents(
  deps: PublishDeps,
  heads: readonly Head[],
): Promise<(head: Head) => Content | undefined> {
  const contents = new Map<string, Content>();
  const missing: Head[] = [];
  for (const head of heads.filter(({ state }) => state === 'published')) {
    const content = deps.contents.get(head.releaseId, head.contentVersion);
    if (content === undefined) missing.push(head);
    else contents.set(head.releaseId, content);
  }
  const versions = await deps.releases.getVersions(
    missing.map(({ releaseId, contentVersion }) => ({ releaseId, version: contentVersion })),
  );
  for (const { releaseId, version, content } of versions) {
    if (content === undefined) continue;
    deps.contents.set(releaseId, version, content);
    contents.set(releaseId, content);
  }
  return (head) => contents.get(head.releaseId);
}
