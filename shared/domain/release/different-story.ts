import { htmlToText } from '../html/text.ts';
import type { Content } from './content.ts';

/** What two texts are compared by. */
export type Story = Pick<Content, 'headline' | 'bodyHtml' | 'datedAt'>;

/** Two headlines that share this much of their words are one headline, edited. */
const HEADLINE_ALIKE = 0.5;
/** Texts of another date that share less than this are two stories; of the same date, or of none, less than the other. */
const BODY_ALIKE = { otherDate: 0.35, sameDate: 0.25 } as const;
/** Fewer words than this say nothing about a story. */
const FEWEST_WORDS = 12;
const DAY_MS = 86_400_000;

/** Words of four letters or more: shorter ones are mostly grammar. A character of a script without spaces is a word. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]{4,}/gu;

/**
 * Whether a text tells another story than the one whose name it came under: a new headline, and so few words in
 * common that it is no edit. The share is that of the words of the shorter text that the longer has too, so that a
 * text which grew or shrank stays the same story. Of the examples in `different-story.test.ts` two stories of one desk
 * share at most a fifth (its town, its offices, its phrases), a rewrite of one story more than four fifths.
 *
 * | words shared by the headlines | dates | words shared by the texts | |
 * |---|---|---|---|
 * | half or more | any | any | same story |
 * | less | a day or more apart | less than 35 % | another story |
 * | less | nearer, or not both dated | less than 25 % | another story |
 * | less | any | more | same story |
 */
export function isDifferentStory(before: Story, now: Story): boolean {
  if (sharedWords(wordsOf(before.headline), wordsOf(now.headline)) >= HEADLINE_ALIKE) return false;
  const [old, fresh] = [wordsOf(htmlToText(before.bodyHtml)), wordsOf(htmlToText(now.bodyHtml))];
  if (Math.min(old.size, fresh.size) < FEWEST_WORDS) return false;
  return sharedWords(old, fresh) < (isOtherDate(before, now) ? BODY_ALIKE.otherDate : BODY_ALIKE.sameDate);
}

/** 0–1: the share of the smaller set that the other has too; nothing in common where one is empty. */
export function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  return [...small].filter((word) => large.has(word)).length / small.size;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.normalize('NFKC').toLowerCase().match(WORD) ?? []);
}

function isOtherDate({ datedAt: a }: Story, { datedAt: b }: Story): boolean {
  return a !== undefined && b !== undefined && Math.abs(Date.parse(a) - Date.parse(b)) >= DAY_MS;
}
