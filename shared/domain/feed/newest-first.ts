type Placed = { releaseId: string; firstPublicAt?: string };

/** Releases in the order of every feed and list: by first public time, then id, the newest first. */
export function newestFirst<T extends Placed>(releases: readonly T[]): T[] {
  const placed = releases.map((release) => ({ release, at: Date.parse(release.firstPublicAt ?? '') }));
  placed.sort((a, b) => {
    const order = b.at - a.at;
    if (order !== 0) return order;
    return a.release.releaseId < b.release.releaseId ? 1 : -1;
  });
  return placed.map(({ release }) => release);
}
