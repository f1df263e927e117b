import type { FeedState } from '#domain/feed/feed-entry.ts';
import type { ObjectStore } from '#ports/object-store.ts';

/** What stands in the bucket as far as is known, by object key; nothing for a key where no object is. */
export type Recalled = Map<string, { etag: string; digest: string }>;

/** ETags and digests of documents: as STATE remembers them, from HEAD for what it does not, or for all without it. */
export async function recallDocuments(
  site: ObjectStore,
  keys: readonly string[],
  state: FeedState | undefined,
): Promise<Recalled> {
  const found = await Promise.all(keys.map(async (key) => [key, await recall(site, key, state)] as const));
  return new Map(found.flatMap(([key, known]) => (known === undefined ? [] : [[key, known] as const])));
}

async function recall(
  site: ObjectStore,
  key: string,
  state: FeedState | undefined,
): Promise<{ etag: string; digest: string } | undefined> {
  const etag = state?.etags[key];
  const digest = state?.digests?.[key];
  if (etag !== undefined && digest !== undefined) return { etag, digest };
  const head = await site.head(key);
  return head && { etag: head.etag, digest: head.metadata['digest'] ?? '' };
}
