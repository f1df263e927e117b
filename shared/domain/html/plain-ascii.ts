const BEYOND_ASCII = /[^\t\n -~]/;

/**
 * Whether a text is printable ASCII, tabs and line feeds alone: nothing in it is illegal, invisible or in another form
 * than NFC and NFKC. Most texts are, or most parts of them, and one search is what tells.
 */
export function isPlainAscii(text: string): boolean {
  return !BEYOND_ASCII.test(text);
}
