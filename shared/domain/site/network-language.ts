import type { Newsroom } from '../release/newsroom.ts';

const NO_NEWSROOM = 'en';

/** The language that most newsrooms of a network have; of two as frequent, the first by its tag. */
export function networkLanguage(newsrooms: readonly Newsroom[]): string {
  const counts = new Map<string, number>();
  for (const { language } of newsrooms) counts.set(language, (counts.get(language) ?? 0) + 1);
  const ranked = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return ranked[0]?.[0] ?? NO_NEWSROOM;
}
