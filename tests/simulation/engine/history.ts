/** One thing that happened: who did what to whom. `fault` names what went wrong with it. */
export type Entry = { atMs: number; who: string; whom: string; what: string; fault?: string };

/** What happened, in order; kept only where somebody will read it. */
export type History = {
  readonly kept: boolean;
  add(who: string, whom: string, what: string, fault?: string): void;
  entries(): readonly Entry[];
};

/** A history with times by `now`. */
export function makeHistory(now: () => number, kept: boolean): History {
  const entries: Entry[] = [];
  return {
    kept,
    add(who, whom, what, fault) {
      if (kept) entries.push({ atMs: now(), who, whom, what, ...(fault === undefined ? {} : { fault }) });
    },
    entries: () => entries,
  };
}
