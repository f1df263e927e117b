export type Difference = { kind: 'same' | 'added' | 'removed'; line: string };

/** Beyond this many lines on a side the comparison would take longer than it is worth: all is shown as changed. */
const MOST_LINES = 1_000;

/** What makes the new lines of the old ones: the longest common subsequence, removals before additions. */
export function differences(before: readonly string[], after: readonly string[]): Difference[] {
  if (before.length > MOST_LINES || after.length > MOST_LINES) {
    return [
      ...before.map((line) => ({ kind: 'removed', line }) as const),
      ...after.map((line) => ({ kind: 'added', line }) as const),
    ];
  }
  const lengths = commonLengths(before, after);
  const made: Difference[] = [];
  let [old, fresh] = [0, 0];
  while (old < before.length || fresh < after.length) {
    const [one, other] = [before[old], after[fresh]];
    if (one !== undefined && one === other) {
      made.push({ kind: 'same', line: one });
      old += 1;
      fresh += 1;
    } else if (one !== undefined && (lengths[old + 1]?.[fresh] ?? 0) >= (lengths[old]?.[fresh + 1] ?? 0)) {
      made.push({ kind: 'removed', line: one });
      old += 1;
    } else {
      made.push({ kind: 'added', line: other ?? '' });
      fresh += 1;
    }
  }
  return made;
}

/** How much the rests of both have in common, from each place on; beyond the last line of either it is less than nothing. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const rows = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let old = before.length - 1; old >= 0; old -= 1) {
    for (let fresh = after.length - 1; fresh >= 0; fresh -= 1) {
      const row = rows[old];
      if (row === undefined) continue;
      row[fresh] =
        before[old] === after[fresh]
          ? (rows[old + 1]?.[fresh + 1] ?? 0) + 1
          : Math.max(rows[old + 1]?.[fresh] ?? 0, row[fresh + 1] ?? 0);
    }
  }
  return rows;
}
