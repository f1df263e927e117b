import type { ObjectStore } from '#ports/object-store.ts';

const MOST_REMEMBERED = 10_000;

/**
 * Whether an immutable document is public. A document that was once there stays there, so a yes is remembered; a no
 * is asked again (docs/adr/0002).
 */
export function makePublicVersions(site: Pick<ObjectStore, 'head'>): (key: string) => Promise<boolean> {
  const known = new Set<string>();
  return async (key) => {
    if (known.has(key)) return true;
    if ((await site.head(key)) === undefined) return false;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.add(key);
    return true;
  };
}
