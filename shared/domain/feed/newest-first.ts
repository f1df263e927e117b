type Placed = { releaseId: string; firstPublicAt?: string };

/** Releases in the order of every feed and list: by first public time, then id, the newest first. */
export function newestFirst<T extends Placed>(releases: readonly T[]): T[] {
  return releases.toSorted((a, b) => {
    const order = Date.parse(b.firstPublicAt ?? '') - Date.parse(a.firstPublicAt ?? '');
    if (order !== 0) return order;
    return a.releaseId < b.releaseId ? 1 : -1;
  });
}
