import type { Finding } from '../receipt/finding.ts';
import { detectLanguage, type DetectedLanguage } from './detect-language.ts';
import { quote } from './quote.ts';
import type { Said } from './reading.ts';

/** Languages that share Indonesian's function words, or whose press writes half of a text in Indonesian. */
const LIKE_INDONESIAN: ReadonlySet<string> = new Set(
  'id in ms jv jw su mad min bjn bew ace ban bug mak'.split(' '),
);

/**
 * BCP 47 in its canonical form: what the file says; else what its text is clearly in; else the newsroom's. A text that
 * clearly is in another language than the file or the newsroom says is told of. `text` is what a reader sees of the body.
 */
export function settleLanguage(
  said: Said | undefined,
  newsroomLanguage: string,
  text: string,
): { language: string; findings: Finding[] } {
  const given = said && canonical(said.text);
  if (said !== undefined && given === undefined) {
    const values = { language: newsroomLanguage };
    const finding = { code: 'W_LANGUAGE_UNKNOWN', line: said.line, found: quote(said.text), values };
    return { language: newsroomLanguage, findings: [finding] };
  }
  const expected = given ?? newsroomLanguage;
  const detected = detectLanguage(text);
  if (detected === undefined || isLike(expected, detected)) return { language: expected, findings: [] };
  const language = given ?? detected;
  const values = { detected, expected, taken: language, other: given === undefined ? expected : detected };
  const line = said === undefined ? {} : { line: said.line };
  return { language, findings: [{ code: 'W_LANGUAGE_DIFFERS', ...line, values }] };
}

function isLike(expected: string, detected: DetectedLanguage): boolean {
  const [primary = ''] = expected.toLowerCase().split('-');
  return detected === 'id' ? LIKE_INDONESIAN.has(primary) : primary === 'en';
}

function canonical(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag)) return undefined;
  return Intl.getCanonicalLocales(tag)[0];
}
