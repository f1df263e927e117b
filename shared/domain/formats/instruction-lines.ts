import { findEmbargoWordings } from './embargo-wording.ts';
import type { Said } from './reading.ts';

/** What a line at the edge of a text says of the change that the upload is. */
export type SaidChange = { kind: Said; note?: Said };

/** Longer than any line that only says until when a text is held. */
const MOST_EMBARGO_CHARACTERS = 200;
/** Words that an instruction may begin with; any other before it makes the line a sentence of the text. */
const BEFORE =
  /^(?:(?:strictly|under|this|is|press|news|release|note|editors?|important|berita|naskah|siaran|pers|rilis|ini|dalam|masa|status|catatan|redaksi|penting|perhatian|untuk|harap)[\s\p{P}\p{S}]*)*$/iu;
const CORRECTION = /^[\s>*_]*(ralat|correction)[\s*_]*[:：](.*)$/isu;

/**
 * Takes a first or last line `RALAT: …` or `CORRECTION: …` out of a text; what is said to us rather than to readers is
 * left empty, so that every other line keeps its number.
 */
export function takeCorrection(
  lines: readonly string[],
  firstLine: number,
): { lines: readonly string[]; change?: SaidChange } {
  const written = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  for (const index of [written[0], written.at(-1)]) {
    const change =
      index === undefined ? undefined : readCorrectionLine(lines[index] ?? '', firstLine + index);
    if (index !== undefined && change !== undefined) return { lines: lines.with(index, ''), change };
  }
  return { lines };
}

/** A text without the lines that hold nothing but an embargo and its time; they are left empty. */
export function takeEmbargoLines(lines: readonly string[]): string[] {
  return lines.map((line) => (isEmbargoLine(line) ? '' : line));
}

/** `RALAT: what was wrong`; a line without a note is a correction all the same. */
export function readCorrectionLine(text: string, line: number): SaidChange | undefined {
  const match = CORRECTION.exec(text);
  if (match === null) return undefined;
  const note = (match[2] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s*_]+|[\s*_]+$/g, '')
    .trim();
  const kind = { text: match[1] ?? '', line };
  return note === '' ? { kind } : { kind, note: { text: note, line } };
}

/** Whether a line says nothing but until when the text is held; the time's zone does not matter here. */
export function isEmbargoLine(text: string): boolean {
  if (text.length > MOST_EMBARGO_CHARACTERS || !/\d/.test(text)) return false;
  const [wording, ...others] = findEmbargoWordings(text, 'UTC');
  if (wording?.until.kind !== 'read' || others.some(({ until }) => until.kind !== 'read')) return false;
  const before = wording.before.replace(/^[\s\p{P}\p{S}]+/u, '');
  return BEFORE.test(before) && !/[\p{L}\p{N}]/u.test(wording.rest);
}
