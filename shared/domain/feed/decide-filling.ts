import { ARCHIVE_SIZE } from './archive.ts';
import type { FeedPointer } from './feed-entry.ts';

export type Filling = {
  /** Each arriving release with the document that it is given. */
  places: { pointer: FeedPointer; number: number }[];
  /** The newest document from then on, and whether nothing is in it. */
  number: number;
  isEmpty: boolean;
  /** Documents in which something arrives, or that are closed, or follow one that is. */
  changed: ReadonlySet<number>;
};

/**
 * Gives each arriving release the newest document, which is closed as soon as it is full: the one after it is there from
 * then on, though empty, so that a closed document names it and need not change when it fills. `held` is how many the
 * documents from `from` on hold: a builder may have died before STATE that had filled some already.
 */
export function decideFilling(facts: {
  from: number;
  held: readonly number[];
  arriving: readonly FeedPointer[];
}): Filling {
  const { from, arriving } = facts;
  const held = new Map(facts.held.map((count, index) => [from + index, count]));
  const heldBy = (number: number): number => held.get(number) ?? 0;
  const changed = new Set<number>();
  const places: Filling['places'] = [];
  let number = from;
  const closeIfFull = (): void => {
    while (heldBy(number) >= ARCHIVE_SIZE) {
      changed.add(number).add(number + 1);
      number += 1;
    }
  };
  closeIfFull();
  for (const pointer of arriving) {
    places.push({ pointer, number });
    changed.add(number);
    held.set(number, heldBy(number) + 1);
    closeIfFull();
  }
  return { places, number, isEmpty: heldBy(number) === 0, changed };
}
