/** XML 1.0 §2.2 `Char`, negated; with the `u` flag a lone surrogate is a code point of its own and matches. */
const XML_ILLEGAL = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const XML_ILLEGAL_ALL = new RegExp(XML_ILLEGAL, 'gu');

/** Text without the characters that no XML 1.0 document can carry, escaped or not, and without lone surrogates. */
export function dropXmlIllegal(text: string): string {
  return XML_ILLEGAL.test(text) ? text.replace(XML_ILLEGAL_ALL, '') : text;
}

/** Whether every character may stand in an XML 1.0 document. */
export function isXmlLegal(text: string): boolean {
  return !XML_ILLEGAL.test(text);
}
