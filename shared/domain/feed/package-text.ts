import type { Extension } from 'feed';
import { escapeHtml, xmlCharacters } from '../site/escape.ts';

/**
 * Plain text for what the package writes as an XML text node. It turns `&amp;` back to `&` before it escapes, so a
 * text that spells a reference must be written with its ampersands doubled to come out as it went in.
 */
export function textNode(text: string): string {
  return xmlCharacters(text).replaceAll('&', '&amp;');
}

/** Plain text as HTML, for an RSS description, or as the text of an element that this project writes itself. */
export function escapedText(text: string): string {
  return escapeHtml(xmlCharacters(text));
}

/**
 * HTML for what the package writes as CDATA. It would split only the first `]]>`, so none is left; the names that the
 * Atom splice looks for can only stand in an attribute's value, where a reference means the same.
 */
export function htmlNode(sanitized: string): string {
  return xmlCharacters(sanitized)
    .replaceAll(']]>', ']]&gt;')
    .replace(/<(?=\/?(?:entry|feed))/g, '&lt;');
}

/** A named value that the package writes as it is; its types know objects only, its code takes any value. */
export function extension(name: string, objects: unknown): Extension {
  const made = { name, objects };
  if (!isExtension(made)) throw new Error('An extension needs a name.');
  return made;
}

function isExtension(value: { name: string; objects: unknown }): value is Extension {
  return value.name !== '';
}
