import { cleanPlainText } from '../html/plain-text.ts';

/** A receipt shows a person where to look, not the whole text. */
const MAX_QUOTED = 120;

/** The author's own words as a finding shows them: one line of plain text, at most 120 characters. */
export function quote(text: string): string {
  const plain = cleanPlainText(text.slice(0, MAX_QUOTED * 4));
  if (plain.length <= MAX_QUOTED) return plain;
  return `${plain.slice(0, MAX_QUOTED - 1).replace(/[\u{D800}-\u{DBFF}]$/u, '')}…`;
}
