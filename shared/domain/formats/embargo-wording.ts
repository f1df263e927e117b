import { isPlainAscii } from '../html/plain-ascii.ts';
import { dropInvisible } from '../html/plain-text.ts';

/** Any form of the word, letters spaced out included. */
const EMBARGO = /(?:di)?e ?m ?b ?a ?r ?g ?o(?:ed|es|nya)?/giu;

/** What follows or precedes the word where it means a ban on trade: a story, not an instruction. */
const GOODS =
  'senjata|persenjataan|minyak|gas|dagang|perdagangan|ekonomi|ekspor|impor|militer|batu ?bara|nikel|pangan|gandum|' +
  'beras|sawit|energi|teknologi|arms|weapons?|trade|oil|economic|export|import|military|coal|nickel|grain|wheat|' +
  'food|fuel|energy|goods|technology|uranium|diamonds?|steel|naval|maritime';
const TRADE_AFTER = new RegExp(
  String.raw`^\s+(?:(?:total|penuh|atas|terhadap|on|against|of|ekspor|impor|all|the|russian|iranian)\s+){0,3}(?:${GOODS})\b`,
  'iu',
);
const TRADE_BEFORE = new RegExp(String.raw`\b(?:${GOODS})(?:\s+(?:and|dan|&)\s+\w+)?\s+$`, 'iu');
const COUNTRIES =
  'rusia|iran|irak|kuba|korea utara|venezuela|suriah|russia|iraq|cuba|north korea|syria|qatar|israel';
const AGAINST_COUNTRY = new RegExp(
  String.raw`^\s+(?:terhadap|atas|against|on|of)\s+(?:${COUNTRIES})\b`,
  'iu',
);

/** Other ways to say the same, in both languages. */
const HOLD_PHRASES: readonly RegExp[] = [
  /\bnot (?:to be (?:published|released|used|broadcast)|for (?:publication|release|broadcast|use)) (?:before|until|prior)/iu,
  /\b(?:do not|don['’]t) (?:publish|release|use|broadcast) (?:this )?(?:before|until|prior)/iu,
  /\bhold (?:for|until) (?:release|publication)/iu,
  /^[^\w\n]{0,20}for release\b(?!\W{0,20}immediate)\W{0,20}(?:on|at|after|from|until|\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/imu,
  /\b(?:jangan|tidak boleh|dilarang|belum boleh|tidak untuk) \w{0,8}(?:publikasi|[sy]iar|muat|[tn]ayang|[tn]erbit|rilis|[sy]ebar|umum)\w*[^.\n]{0,60}\b(?:sebelum|hingga|sampai)\b/iu,
  /\b(?:baru|hanya) (?:boleh|dapat|bisa) \w{0,8}(?:publikasi|[sy]iar|muat|[tn]ayang|[tn]erbit|rilis|[sy]ebar|umum)\w*[^.\n]{0,40}\b(?:setelah|sesudah|mulai|pada|sejak)\b/iu,
];

/** All of them in one search: nearly every text has none. */
const ANY_WORDING = new RegExp([EMBARGO, ...HOLD_PHRASES].map(({ source }) => source).join('|'), 'imu');

/**
 * The first wording that asks to hold a text back, with its line in the text (from 0); undefined if there is none. An
 * embargo on arms, trade, oil and the like is news and no such wording; in every other doubt it is one.
 */
export function findEmbargoWording(text: string): { line: number; wording: string } | undefined {
  const plain = isPlainAscii(text) ? text : dropInvisible(text).normalize('NFKC');
  if (!ANY_WORDING.test(plain)) return undefined;
  for (const match of plain.matchAll(EMBARGO)) {
    const before = plain.slice(Math.max(0, match.index - 60), match.index);
    if (/\p{L}$/u.test(before)) continue;
    const after = plain.slice(match.index + match[0].length, match.index + match[0].length + 80);
    const isTrade = TRADE_AFTER.test(after) || TRADE_BEFORE.test(before) || AGAINST_COUNTRY.test(after);
    if (!isTrade) return around(plain, match.index);
  }
  const phrase = HOLD_PHRASES.map((pattern) => pattern.exec(plain)).find((match) => match !== null);
  return phrase ? around(plain, phrase.index) : undefined;
}

function around(text: string, index: number): { line: number; wording: string } {
  const start = text.lastIndexOf('\n', index) + 1;
  return {
    line: text.slice(0, index).split('\n').length - 1,
    wording: text.slice(Math.max(start, index - 30), index + 90).split('\n')[0] ?? '',
  };
}
