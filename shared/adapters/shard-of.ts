/**
 * The shard of an id, 0 ≤ shard < `count`: FNV-1a (32 bit) over its UTF-8 bytes. It is part of keys that are stored,
 * so neither the hash nor a count may ever change.
 */
export function shardOf(id: string, count: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % count;
}
