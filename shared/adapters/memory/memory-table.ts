import type { Written } from '#ports/written.ts';
import { utf8Order } from './utf8-order.ts';

/** Sort keys from `from` (inclusive) to `below` (exclusive). */
type MemoryRange = { from?: string; below?: string; descending?: boolean; limit?: number };

/** Items of one kind under a partition and a sort key; what goes in is copied, what comes out is frozen. */
export type MemoryTable<T> = {
  get(pk: string, sk: string): T | undefined;
  /** In UTF-8 order of the sort key. */
  query(pk: string, range?: MemoryRange): T[];
  put(pk: string, sk: string, item: T, allowed?: (stored: T | undefined) => boolean): Written;
  remove(pk: string, sk: string, allowed?: (stored: T | undefined) => boolean): Written;
};

type Partition<T> = { items: Map<string, T>; sorted: string[] };

/** A table in memory: conditions are checked and written in one step. */
export function makeMemoryTable<T>(): MemoryTable<T> {
  const partitions = new Map<string, Partition<T>>();
  const partitionOf = (pk: string): Partition<T> => {
    const known = partitions.get(pk) ?? { items: new Map<string, T>(), sorted: [] };
    partitions.set(pk, known);
    return known;
  };

  return {
    get: (pk, sk) => partitions.get(pk)?.items.get(sk),
    query(pk, { from, below, descending = false, limit } = {}) {
      const { items, sorted } = partitions.get(pk) ?? { items: new Map<string, T>(), sorted: [] };
      const first = from === undefined ? 0 : placeOf(sorted, from);
      const end = below === undefined ? sorted.length : placeOf(sorted, below);
      const keys = sorted.slice(first, Math.max(first, end));
      if (descending) keys.reverse();
      return keys.slice(0, limit ?? keys.length).flatMap((sk) => {
        const item = items.get(sk);
        return item === undefined ? [] : [item];
      });
    },
    put(pk, sk, item, allowed = () => true) {
      const { items, sorted } = partitionOf(pk);
      if (!allowed(items.get(sk))) return 'refused';
      if (!items.has(sk)) sorted.splice(placeOf(sorted, sk), 0, sk);
      items.set(sk, copyOf(item));
      return 'written';
    },
    remove(pk, sk, allowed = () => true) {
      const { items, sorted } = partitionOf(pk);
      if (!allowed(items.get(sk))) return 'refused';
      if (items.delete(sk)) sorted.splice(placeOf(sorted, sk), 1);
      return 'written';
    },
  };
}

/**
 * A copy of an item, which is plain data, that nobody changes: the simulation and the benchmarks live by it. What is
 * frozen came from a table, and is frozen through and through.
 */
function copyOf<T>(value: T): T;
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((one: unknown) => copyOf(one)));
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = copyOf(member);
  return Object.freeze(copy);
}

/** Condition: the stored item has this rev; 0 means that there is none. */
export function onRev(expectedRev: number): (stored: { rev: number } | undefined) => boolean {
  return (stored) => (stored?.rev ?? 0) === expectedRev;
}

/** Condition: nothing is stored. */
export function ifAbsent(stored: unknown): boolean {
  return stored === undefined;
}

/** The index of the first key that is not below `key`. */
function placeOf(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (utf8Order(sorted[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
