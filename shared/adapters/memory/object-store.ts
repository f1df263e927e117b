import { createHash } from 'node:crypto';
import type { Clock } from '#ports/clock.ts';
import type { ObjectStore, PutCondition, StoredObject } from '#ports/object-store.ts';
import { secondOf } from './second-of.ts';
import { utf8Order } from './utf8-order.ts';

type Kept = StoredObject & { lastModified: string };

/** A bucket in memory. An ETag is made of the bytes, as S3's is: putting the same again gives the same ETag. */
export function makeMemoryObjectStore({ clock }: { clock: Clock }): ObjectStore {
  const objects = new Map<string, Kept>();

  return {
    async head(key) {
      const kept = objects.get(key);
      if (!kept) return undefined;
      const { etag, body, metadata, lastModified } = kept;
      return { etag, size: body.length, metadata: { ...metadata }, lastModified };
    },
    async get(key) {
      const kept = objects.get(key);
      if (!kept) return undefined;
      const { lastModified: _, ...stored } = structuredClone(kept);
      return stored;
    },
    async put(key, object, condition) {
      if (!allows(condition, objects.get(key))) return { written: 'refused' };
      const body = new Uint8Array(typeof object.body === 'string' ? Buffer.from(object.body) : object.body);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const metadata = Object.fromEntries(
        Object.entries(object.metadata ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const lastModified = secondOf(clock.now());
      objects.set(key, { body, etag, contentType: object.contentType, metadata, lastModified });
      return { written: 'written', etag };
    },
    async remove(key) {
      objects.delete(key);
    },
    list: async (prefix, { after = '', limit }) =>
      [...objects.keys()]
        .filter((key) => key.startsWith(prefix) && utf8Order(key, after) > 0)
        .sort(utf8Order)
        .slice(0, limit),
  };
}

function allows(condition: PutCondition, stored: Kept | undefined): boolean {
  if (condition === 'always') return true;
  if (condition === 'ifAbsent') return stored === undefined;
  return stored?.etag === condition.ifMatch;
}
