/** What a history broke, each thing once, in the order of finding. */
export type Violations = {
  add(what: string, detail?: string): void;
  list(): readonly { what: string; detail: string }[];
};

/** None yet. */
export function makeViolations(onFound: (text: string) => void): Violations {
  const found = new Map<string, string>();
  return {
    add(what, detail = '') {
      if (found.has(what)) return;
      found.set(what, detail);
      onFound(`${what} ${detail}`);
    },
    list: () => [...found].map(([what, detail]) => ({ what, detail })),
  };
}
