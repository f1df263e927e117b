import { isPlainAscii } from './plain-ascii.ts';
import { dropXmlIllegal } from './xml-text.ts';

/** Bidirectional controls (UAX #9), which can show a text in another order than it is stored. */
const BIDI_CONTROLS = '\u{61C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}';

/** Invisible characters without a use in a title; ZWJ and ZWNJ stay: Persian, Hindi and emoji need them. */
const ZERO_WIDTH = '\u{AD}\u{180E}\u{200B}\u{2060}-\u{2064}\u{FEFF}\u{FFF9}-\u{FFFB}';

/** Tag characters, which carry a hidden text. */
const TAG_CHARACTERS = '\u{E0000}-\u{E007F}';

/** C1 controls: legal in XML, meant by nobody. */
const C1_CONTROLS = '\u{7F}-\u{84}\u{86}-\u{9F}';

const INVISIBLE = new RegExp(`[${BIDI_CONTROLS}${ZERO_WIDTH}${TAG_CHARACTERS}${C1_CONTROLS}]`, 'gu');
const SPACES = /[\s\u{85}]+/gu;
const PRINTABLE_ASCII = /^[!-~]+(?: [!-~]+)*$/;

/** Text without characters that a reader cannot see and that could mislead: for titles, ids and links. */
export function dropInvisible(text: string): string {
  return isPlainAscii(text) ? text : dropXmlIllegal(text).replace(INVISIBLE, '');
}

/**
 * A plain text field as it is published: XML-legal, well-formed, NFC, without invisible characters, on one line with
 * single spaces. Cleaning a cleaned text changes nothing.
 */
export function cleanPlainText(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return dropInvisible(text).replace(SPACES, ' ').trim().normalize('NFC');
}
