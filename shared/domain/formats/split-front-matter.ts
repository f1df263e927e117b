import type { Finding } from '../receipt/finding.ts';
import { knownKey } from './front-matter-keys.ts';
import { quote } from './quote.ts';

/** A file taken apart at its fences; lines count from 1 in the file. */
export type SplitFile =
  | { kind: 'none' }
  | { kind: 'split'; yaml: string; yamlLine: number; body: string; bodyLine: number }
  | { kind: 'broken'; finding: Finding };

const FENCE = /^---[ \t]*$/;
const END = /^(?:---|\.\.\.)[ \t]*$/;
/** `---js`, `---json`: a language that we never run; `----`: a slip. */
const WRONG_FENCE = /^(?:---[ \t]*[\w-]+|-{4,})[ \t]*$/;
const KEY_LINE = /^["']?([\p{L}_][\p{L}\w -]{0,40})["']?[ \t]*:(?:[ \t]|$)/u;

/**
 * Finds front matter: `---` alone on the first line that is not blank, up to the next such line. A first line that
 * is nearly a fence, or a fence without an end where keys follow, is an error rather than a text to publish.
 */
export function splitFrontMatter(lines: readonly string[]): SplitFile {
  const start = lines.findIndex((line) => line.trim() !== '');
  const first = lines[start] ?? '';
  const second = lines[start + 1] ?? '';
  const startsKeys = KEY_LINE.test(second) && knownOrPlain(second);
  if (!FENCE.test(first)) {
    const language = /^---[ \t]*[a-z]/i.test(first);
    if (!WRONG_FENCE.test(first) || !(language || startsKeys)) return { kind: 'none' };
    return { kind: 'broken', finding: { code: 'E_FRONT_MATTER_OPEN', line: start + 1, found: quote(first) } };
  }
  const end = lines.findIndex((line, index) => index > start && END.test(line));
  if (end === -1) {
    if (!startsKeys) return { kind: 'none' };
    return {
      kind: 'broken',
      finding: { code: 'E_FRONT_MATTER_OPEN', line: start + 1, found: quote(second) },
    };
  }
  return {
    kind: 'split',
    yaml: lines.slice(start + 1, end).join('\n'),
    yamlLine: start + 2,
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  };
}

/** After a broken fence a line counts as front matter if its key is ours or is one plain word. */
function knownOrPlain(line: string): boolean {
  const key = KEY_LINE.exec(line)?.[1] ?? '';
  return knownKey(key) !== undefined || /^[\w-]+$/.test(key);
}
