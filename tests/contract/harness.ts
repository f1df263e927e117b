/** How a suite gets its subject: a new, empty one for each test. */
export type Harness<T> = { make: () => Promise<T> | T };

/** Begins the work `times` over at once and counts the answers. */
export async function race<T>(times: number, work: (index: number) => Promise<T>): Promise<Map<T, number>> {
  const answers = await Promise.all(Array.from({ length: times }, (_, index) => work(index)));
  return answers.reduce(
    (counts, answer) => counts.set(answer, (counts.get(answer) ?? 0) + 1),
    new Map<T, number>(),
  );
}

/** What twenty writers on one rev must be told. */
export const ONE_WINNER = new Map([
  ['written', 1],
  ['refused', 19],
]);

/** A text of exactly `bytes` UTF-8 bytes, not all of them ASCII. */
export function textOf(bytes: number): string {
  return 'é'.repeat(Math.floor(bytes / 2)) + 'e'.repeat(bytes % 2);
}

/** Parts of keys that databases, URLs and languages trip over. */
export const ODD_TEXTS = [
  'a b',
  'a+b',
  'a%2Bb',
  '\u00e9',
  'e\u0301',
  '한국',
  '🗞️',
  '\u{ffff}',
  '__proto__',
  'constructor',
  'a#b',
  'a$b',
  'a"b<c>&amp;',
  '..',
];
