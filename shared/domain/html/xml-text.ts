/** XML 1.0 §2.2 `Char`, negated; with the `u` flag a lone surrogate is a code point of its own and matches. */
const XML_ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The same for code units of a text whose surrogates all come in pairs: every code point beyond U+FFFF is legal. */
const XML_ILLEGAL_UNIT = /[^\t\n\r -\uFFFD]/;

/** Text without the characters that no XML 1.0 document can carry, escaped or not, and without lone surrogates. */
export function dropXmlIllegal(text: string): string {
  return isXmlLegal(text) ? text : text.replace(XML_ILLEGAL, '');
}

/** Whether every character may stand in an XML 1.0 document. */
export function isXmlLegal(text: string): boolean {
  return text.isWellFormed() && !XML_ILLEGAL_UNIT.test(text);
}
