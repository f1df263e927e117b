import type { SanitizedHtml } from '../html/sanitized-html.ts';
import { escapeHtml, xmlCharacters } from './escape.ts';

/** A piece of HTML that is safe to place as it is. */
export type Markup = { readonly markup: string };

type Piece = string | number | undefined | Markup | readonly Markup[];

/**
 * HTML from a template: every value is escaped for text and double-quoted attributes, save for markup made by this
 * function or by `trustedMarkup`. Values must stand in one of those two places and nowhere else.
 */
export function html(texts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  let markup = texts[0] ?? '';
  for (const [index, value] of values.entries()) markup += written(value) + (texts[index + 1] ?? '');
  return { markup };
}

/** HTML that has been through the sanitizer. */
export function sanitizedMarkup(sanitized: SanitizedHtml): Markup {
  return { markup: xmlCharacters(sanitized) };
}

/** Text that this project wrote itself or has escaped for the place where it will stand (style, script data). */
export function trustedMarkup(markup: string): Markup {
  return { markup };
}

/** Nothing, or what the value makes. */
export function when<T>(value: T | undefined, make: (value: T) => Markup): Markup {
  return value === undefined || value === '' ? { markup: '' } : make(value);
}

function written(value: Piece): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(xmlCharacters(value));
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map((piece) => piece.markup).join('');
}
