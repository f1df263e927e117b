/** A value as one line of a terminal: what came from elsewhere moves no cursor and sets no colour. */
export function plainText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\p{Cc}\p{Cf}\u{2028}\u{2029}]+/gu, ' ').trim();
}
