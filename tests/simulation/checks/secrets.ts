/** Which texts nobody may see yet, by their markers. */
export type Secrets = {
  /** An upload asks that a text be public from a time on (epoch ms); the earliest wish counts. */
  allow(marker: string, fromMs: number): void;
  /** The first marker in a text that may not be seen at this time. */
  shownIn(text: string, nowMs: number): string | undefined;
};

/** Nothing is known yet. */
export function makeSecrets(): Secrets {
  const publicFrom = new Map<string, number>();
  let latest = 0;
  return {
    allow(marker, fromMs) {
      publicFrom.set(marker, Math.min(fromMs, publicFrom.get(marker) ?? Number.POSITIVE_INFINITY));
      latest = Math.max(latest, fromMs);
    },
    shownIn(text, nowMs) {
      if (nowMs >= latest) return undefined;
      for (const [marker, fromMs] of publicFrom) if (fromMs > nowMs && text.includes(marker)) return marker;
      return undefined;
    },
  };
}
