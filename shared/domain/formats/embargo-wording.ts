import { isPlainAscii } from '../html/plain-ascii.ts';
import { dropInvisible } from '../html/plain-text.ts';
import { readMoment, type ReadMoment } from './read-moment.ts';

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

/** Words between an embargo and the time that ends it; nothing else may stand between but a few words of its sentence. */
const UNTIL =
  /^[^\d\n.!?]{0,60}?(?:\b(?:until|till|til|before|prior to|through|ends?|expires?|lifts?|lifted|hingga|sampai dengan|sampai|sebelum|berakhir|dicabut)\b|(?<!\p{L})(?:s\.d\.|s\/d))/iu;
/** A time that is said right behind the word, without any other: `EMBARGO: 9 April 2025, 10.00 WIB`. */
const HAS_NUMBER = /^[^\n]{0,40}?\d/u;

/** Other ways to say the same, in both languages; each ends where the time begins. */
const HOLD_PHRASES: readonly RegExp[] = [
  /\bnot (?:to be (?:published|released|used|broadcast)|for (?:publication|release|broadcast|use)) (?:before|until|prior to|prior)/giu,
  /\b(?:do not|don['’]t) (?:publish|release|use|broadcast) (?:this )?(?:before|until|prior to|prior)/giu,
  /\bhold (?:for|until) (?:release|publication)(?: (?:until|on|at))?/giu,
  /^[^\w\n]{0,20}for release\b(?!\W{0,20}immediate)\W{0,20}(?:on|at|after|from|until|(?=\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/gimu,
  /\b(?:jangan|tidak boleh|dilarang|belum boleh|tidak untuk) \w{0,8}(?:publikasi|[sy]iar|muat|[tn]ayang|[tn]erbit|rilis|[sy]ebar|umum)\w*[^.\n]{0,60}?\b(?:sebelum|hingga|sampai)\b/giu,
  /^[^\w\n]{0,20}(?:hanya )?untuk di(?:publikasi|siar|muat|tayang|terbit|rilis|sebar)\w* (?:setelah|sesudah|mulai|pada|sejak|tanggal)\b/gimu,
  /\b(?:baru|hanya) (?:boleh|dapat|bisa) \w{0,8}(?:publikasi|[sy]iar|muat|[tn]ayang|[tn]erbit|rilis|[sy]ebar|umum)\w*[^.\n]{0,40}?\b(?:setelah|sesudah|mulai|pada|sejak)\b/giu,
];

/** All of them in one search: nearly every text has none. */
const ANY_WORDING = new RegExp([EMBARGO, ...HOLD_PHRASES].map(({ source }) => source).join('|'), 'imu');

const MOST_WORDINGS = 20;
const AFTER_CHARACTERS = 240;

/**
 * A wording that asks to hold a text back, with its line in the text (from 0). `until`: the time that it names;
 * `unreadable` where it names one that cannot be read for sure, `none` where it names no time. `before` and `rest` are
 * what else stands on its line.
 */
export type EmbargoWording = {
  line: number;
  wording: string;
  until: { kind: 'read'; at: string } | { kind: 'zone-unknown' | 'unreadable' | 'none' };
  before: string;
  rest: string;
};

/**
 * Every wording that asks to hold a text back, with the time that it names in `zone` (IANA) or its own. An embargo on
 * arms, trade, oil and the like is news and no such wording; in every other doubt it is one.
 */
export function findEmbargoWordings(text: string, zone: string): EmbargoWording[] {
  const plain = isPlainAscii(text) ? text : dropInvisible(text).normalize('NFKC');
  if (!ANY_WORDING.test(plain)) return [];
  const found: EmbargoWording[] = [];
  for (const match of plain.matchAll(EMBARGO)) {
    const before = plain.slice(Math.max(0, match.index - 60), match.index);
    if (/\p{L}$/u.test(before)) continue;
    const end = match.index + match[0].length;
    const after = plain.slice(end, end + AFTER_CHARACTERS);
    const isTrade = TRADE_AFTER.test(after) || TRADE_BEFORE.test(before) || AGAINST_COUNTRY.test(after);
    if (isTrade) continue;
    const connector = UNTIL.exec(withoutMarks(after))?.[0];
    found.push(
      connector === undefined
        ? wordingAt(plain, match.index, oneLine(after), zone, HAS_NUMBER.test(after))
        : wordingAt(plain, match.index, withoutMarks(after).slice(connector.length), zone, true),
    );
    if (found.length >= MOST_WORDINGS) return found;
  }
  for (const pattern of HOLD_PHRASES) {
    for (const match of plain.matchAll(pattern)) {
      const end = match.index + match[0].length;
      found.push(wordingAt(plain, match.index, plain.slice(end, end + AFTER_CHARACTERS), zone, true));
      if (found.length >= MOST_WORDINGS) return found;
    }
  }
  return found;
}

function wordingAt(
  text: string,
  index: number,
  after: string,
  zone: string,
  namesTime: boolean,
): EmbargoWording {
  const start = text.lastIndexOf('\n', index) + 1;
  const moment = namesTime ? momentIn(after, zone) : undefined;
  return {
    line: text.slice(0, index).split('\n').length - 1,
    wording: text.slice(Math.max(start, index - 30), index + 90).split('\n')[0] ?? '',
    before: text.slice(start, index),
    ...(moment?.kind === 'read'
      ? { until: { kind: 'read', at: moment.at }, rest: moment.rest }
      : { until: { kind: moment?.kind ?? 'none' }, rest: oneLine(after) }),
  };
}

/** On the same line, on the next one where this one ends, or broken over the two. */
function momentIn(after: string, zone: string): ReadMoment {
  const [first = '', second = ''] = after.split('\n');
  const one = readMoment(/[\p{L}\d]/u.test(first) ? first : second, zone);
  return one.kind === 'unreadable' ? readMoment(`${first} ${second}`, zone) : one;
}

/** Emphasis between the words means nothing; its place is kept. */
function withoutMarks(text: string): string {
  return text.replace(/[*_`]/g, ' ');
}

function oneLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
