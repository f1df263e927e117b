import type { Due } from '#domain/prompt/due.ts';
import type { DueStore } from '#ports/due-store.ts';

/** Due work of a time that is told again: nothing waits, the earliest item is taken out. */
export type Agenda = Pick<DueStore, 'putDue'> & {
  /** Takes out the earliest item that is due by then. */
  takeNext(untilMs: number): Due | undefined;
  /** What is left, earliest first. */
  left(): readonly Due[];
};

type Entry = { dueMs: number; place: string; due: Due };

/** Second looks repair what a crash left undone, and authors have had their mails. */
const LEFT_OUT: ReadonlySet<string> = new Set(['look', 'mail-receipt']);

/** An agenda of what changes a release; the same item put twice is there once. */
export function makeAgenda(): Agenda {
  const entries: Entry[] = [];
  return {
    async putDue(due) {
      if (LEFT_OUT.has(due.kind)) return;
      const entry = { dueMs: Date.parse(due.dueAt), place: `${due.kind}#${due.id}#${due.n}`, due };
      const at = placeOf(entries, entry);
      const there = entries[at];
      if (there !== undefined && order(there, entry) === 0) return;
      entries.splice(at, 0, entry);
    },
    takeNext(untilMs) {
      const [first] = entries;
      return first === undefined || first.dueMs > untilMs ? undefined : entries.shift()?.due;
    },
    left: () => entries.map(({ due }) => due),
  };
}

/** The index of the first entry that is not before `entry`. */
function placeOf(entries: readonly Entry[], entry: Entry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = entries[middle];
    if (there !== undefined && order(there, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function order(a: Entry, b: Entry): number {
  if (a.dueMs !== b.dueMs) return a.dueMs - b.dueMs;
  return a.place < b.place ? -1 : Number(a.place > b.place);
}
