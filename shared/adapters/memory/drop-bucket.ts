import { createHash } from 'node:crypto';
import type { Clock } from '#ports/clock.ts';
import type { DropBucket, DropVersion } from '#ports/drop-bucket.ts';
import { secondOf } from './second-of.ts';
import { utf8Order } from './utf8-order.ts';

/** What the author's side of a versioned bucket can do. */
export type DropAuthor = {
  /** A new version of the key. */
  put(key: string, body: string | Uint8Array): DropVersion;
  /** A delete marker, be there anything to delete or not. */
  remove(key: string): DropVersion;
  /** One version or marker gone for good, as a clean-up of old versions does it. */
  removeVersion(key: string, versionId: string): void;
};

type Kept = DropVersion & { body: Uint8Array };

/** A versioned bucket in memory, with its author's side. */
export function makeMemoryDropBucket({ clock }: { clock: Clock }): DropBucket & DropAuthor {
  const history = new Map<string, Kept[]>();
  let count = 0;

  const add = (key: string, body: Uint8Array, marker: boolean): DropVersion => {
    count += 1;
    const kept = {
      versionId: versionIdOf(key, count),
      at: secondOf(clock.now()),
      size: body.length,
      marker,
      body,
    };
    history.set(key, [...(history.get(key) ?? []), kept]);
    return described(kept);
  };

  return {
    listVersions: async (key) => (history.get(key) ?? []).map(described),
    async read(key, versionId, maxBytes) {
      const kept = history.get(key)?.find((one) => one.versionId === versionId && !one.marker);
      return kept?.body.slice(0, maxBytes);
    },
    listNewest: async (prefix, { after = '', limit }) =>
      [...history.keys()]
        .filter((key) => key.startsWith(prefix) && utf8Order(key, after) > 0)
        .sort(utf8Order)
        .slice(0, limit)
        .flatMap((key) => {
          const newest = history.get(key)?.at(-1);
          return newest ? [{ key, versionId: newest.versionId, at: newest.at }] : [];
        }),
    put: (key, body) => add(key, new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body), false),
    remove: (key) => add(key, new Uint8Array(), true),
    removeVersion(key, versionId) {
      const left = (history.get(key) ?? []).filter((one) => one.versionId !== versionId);
      if (left.length > 0) history.set(key, left);
      else history.delete(key);
    },
  };
}

/** As on AWS, ids say nothing about their order. */
function versionIdOf(key: string, count: number): string {
  return createHash('sha256').update(`${count}#${key}`).digest('base64url').slice(0, 32);
}

function described({ versionId, at, size, marker }: Kept): DropVersion {
  return { versionId, at, size, marker };
}
