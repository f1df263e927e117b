import { dropXmlIllegal } from '../html/xml-text.ts';

const HTML_CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const SCRIPT_CHARACTERS: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Plain text for an HTML text node or a double-quoted attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => HTML_CHARACTERS[found] ?? found);
}

/**
 * A value as JSON for a script element (HTML LS §4.12.1.3): nothing in it can end the element, open a comment or
 * be read as a character reference.
 */
export function escapeScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (found) => SCRIPT_CHARACTERS[found] ?? found);
}

/** Plain text for a double-quoted XML attribute; white space survives attribute-value normalisation (XML §3.3.3). */
export function escapeXmlAttribute(text: string): string {
  return escapeHtml(text).replace(/[\t\n\r]/g, (found) => `&#${found.charCodeAt(0)};`);
}

/**
 * Text that XML 1.0 §2.2 can carry: characters outside its range and lone surrogates fall away, line ends become
 * `\n`, as a parser would make them.
 */
export function xmlCharacters(text: string): string {
  return dropXmlIllegal(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
}
