/**
 * Words that a text of the language cannot do without and that neighbours do not have: no `in`, `is` or `of`, which Dutch
 * or German have too.
 */
const FUNCTION_WORDS = {
  id: 'yang dan untuk dari dengan ini itu pada tidak akan adalah oleh kepada bahwa karena sebagai telah sudah dalam juga atau tersebut mereka kami kita dapat bisa serta bagi agar para hingga di ke saat lebih belum antara secara',
  en: 'the and to for with that this by from has have will not which their they been but its who would are were it be our more than after before also when into about there other',
} as const;
export type DetectedLanguage = keyof typeof FUNCTION_WORDS;

/** A shorter text says too little to tell. */
const LEAST_WORDS = 40;
/** Of all words, so many in a hundred are of the language … */
const LEAST_SHARE = 0.08;
/** … so many of them different ones … */
const LEAST_DIFFERENT = 5;
/** … and of the other language there are no more than this part of them: quotes and names, not half of the text. */
const MOST_OF_OTHER = 0.2;
const MOST_WORDS = 2_000;

const SETS = Object.entries(FUNCTION_WORDS).map(([language, words]) => ({
  language,
  words: new Set(words.split(' ')),
}));

/**
 * The language of a text, Indonesian or English, by its function words. Undefined where the text is short, mixed, or in
 * another language: it is never a guess.
 */
export function detectLanguage(text: string): DetectedLanguage | undefined {
  const words = (text.toLowerCase().match(/[\p{L}\p{M}’']+/gu) ?? []).slice(0, MOST_WORDS);
  if (words.length < LEAST_WORDS) return undefined;
  const [first, second] = SETS.map(({ language, words: known }) => {
    const found = words.filter((word) => known.has(word));
    return { language, count: found.length, different: new Set(found).size };
  }).toSorted((a, b) => b.count - a.count);
  if (first === undefined || second === undefined) return undefined;
  const isClear =
    first.count >= words.length * LEAST_SHARE &&
    first.different >= LEAST_DIFFERENT &&
    second.count <= first.count * MOST_OF_OTHER;
  return isClear ? languageOf(first.language) : undefined;
}

function languageOf(language: string): DetectedLanguage {
  return language === 'id' ? 'id' : 'en';
}
