import type { FeedState } from '#domain/feed/feed-entry.ts';
import type { ObjectStore } from '#ports/object-store.ts';

/** What stands in the bucket as far as is known, by object key; nothing for a key where no object is. */
export type Recalled = Map<string, Document>;

/** `updated` is the time that it shows, where HEAD told; STATE remembers one for all. */
type Document = { etag: string; digest: string; updated?: string };

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
): Promise<Document | undefined> {
  const known = { etag: state?.etags[key], digest: state?.digests?.[key] };
  if (known.etag !== undefined && known.digest !== undefined)
    return { etag: known.etag, digest: known.digest };
  const head = await site.head(key);
  if (head === undefined) return undefined;
  const { digest = '', updated } = head.metadata;
  return { etag: head.etag, digest, ...(updated === undefined ? {} : { updated }) };
}
