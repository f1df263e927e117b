const BLOCK = /^\s*<\/?(?:p|div|h[1-6]|ul|ol|li|table|blockquote|pre|figure|hr|!--)\b/i;

/** WordPress stores paragraphs as blank lines and makes them when it shows a post; so the text is given its `<p>`. */
export function paragraphsOf(text: string): string {
  if (/<p[\s>]/i.test(text)) return text;
  return text
    .split(/\r?\n\s*\r?\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => (BLOCK.test(block) ? block : `<p>${block.trim().replace(/\r?\n/g, '<br>')}</p>`))
    .join('\n');
}
