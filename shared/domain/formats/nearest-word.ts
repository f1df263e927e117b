const MAX_COMPARED = 40;

/** The known word with the fewest letters to change; the first in the alphabet among equals. */
export function nearestOf(
  typed: string,
  words: Iterable<string>,
): { word: string; slips: number } | undefined {
  let nearest: { word: string; slips: number } | undefined;
  for (const word of words) {
    const slips = editDistance(typed.slice(0, MAX_COMPARED), word.toLowerCase().slice(0, MAX_COMPARED));
    const closer = nearest === undefined || slips < nearest.slips;
    if (closer || (slips === nearest?.slips && word < nearest.word)) nearest = { word, slips };
  }
  return nearest;
}

/** Levenshtein's distance of two short words. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
