/** In the order of their names as they are written, then of their ids; the same in every language and place. */
export function byName<T extends { id: string; name: string }>(named: readonly T[]): T[] {
  return named.toSorted((a, b) => (a.name === b.name ? order(a.id, b.id) : order(a.name, b.name)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}
