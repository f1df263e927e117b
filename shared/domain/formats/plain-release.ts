import { emptyReading, type Reading, type Said } from './reading.ts';

const ATX = /^ {0,3}#{1,6}[ \t]+/;
const SETEXT = /^ {0,3}(?:=+|-{2,})[ \t]*$/;

/** A headline taken from the head of a text, and the text that follows it. */
type Headed = { headline: Said; body: Said };

/**
 * The first block as a headline if it is a Markdown heading, `#` in front or a line of `=` or `-` below; `firstLine`
 * is the line of the file that `lines` starts on.
 */
export function takeHeading(lines: readonly string[], firstLine: number): Headed | undefined {
  const start = lines.findIndex((line) => line.trim() !== '');
  const first = lines[start];
  if (first === undefined) return undefined;
  const marked = ATX.test(first) ? withoutClosingMarks(first.replace(ATX, '')) : undefined;
  const underlined = marked === undefined && SETEXT.test(lines[start + 1] ?? '') && !SETEXT.test(first);
  const text = marked ?? (underlined ? first.trim() : '');
  if (text === '') return undefined;
  const next = start + (underlined ? 2 : 1);
  return {
    headline: { text, line: firstLine + start },
    body: { text: lines.slice(next).join('\n'), line: firstLine + next },
  };
}

/** A heading's closing `#`s are no text; counted by hand, for a pattern would try every start of a long run. */
function withoutClosingMarks(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (end > 0 && trimmed[end - 1] === '#') end -= 1;
  const closes = end === 0 || trimmed[end - 1] === ' ' || trimmed[end - 1] === '\t';
  return closes ? trimmed.slice(0, end).trim() : trimmed;
}

/** Markdown whose first block is its headline, or none is found. */
export function readMarkdown(lines: readonly string[], firstLine: number): Reading {
  const headed = takeHeading(lines, firstLine);
  const body = headed?.body ?? { text: lines.join('\n'), line: firstLine };
  return {
    ...emptyReading({ ...body, format: 'markdown' }),
    ...(headed === undefined ? {} : { headline: headed.headline }),
  };
}

/** Plain text: one line, a blank line, the text. Anything else has no headline. */
export function readPlainText(lines: readonly string[]): Reading {
  const start = lines.findIndex((line) => line.trim() !== '');
  const first = lines[start]?.trim() ?? '';
  const alone = (lines[start + 1]?.trim() ?? '') === '';
  if (first === '' || !alone) {
    return emptyReading({ text: lines.join('\n'), line: 1, format: 'text' });
  }
  return {
    ...emptyReading({ text: lines.slice(start + 1).join('\n'), line: start + 2, format: 'text' }),
    headline: { text: first, line: start + 1 },
  };
}
