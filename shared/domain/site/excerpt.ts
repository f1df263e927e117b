import type { SanitizedHtml } from '../html/sanitized-html.ts';

const MAX_EXCERPT_CHARACTERS = 280;

const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
};

/**
 * The beginning of a text as plain text, for descriptions where the author wrote none: whole words, at most 280
 * characters and an ellipsis. It reads what the sanitizer serialises: tags with quoted attributes, few references.
 */
export function excerptOf(sanitized: SanitizedHtml): string {
  const text = sanitized
    .replace(
      /<\/?(?:p|h[2-6]|li|blockquote|br|td|th|figure|figcaption|div|dd|dt|hr)\b[^>"]*(?:"[^"]*"[^>"]*)*>/g,
      ' ',
    )
    .replace(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (found) => REFERENCES[found] ?? found)
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= MAX_EXCERPT_CHARACTERS) return text;
  const cut = text.slice(0, MAX_EXCERPT_CHARACTERS + 1).replace(/\s\S*$/, '');
  const whole = cut.length > MAX_EXCERPT_CHARACTERS ? text.slice(0, MAX_EXCERPT_CHARACTERS) : cut;
  return `${whole.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:–—-]+$/, '')}…`;
}
