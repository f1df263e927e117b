import type { Finding } from '../receipt/finding.ts';
import { quote } from './quote.ts';

/** Deeper than any document of news; what walks a value below this needs no stack of its own. */
const MAX_DEPTH = 40;

/** A JSON text's value, or why it has none: not JSON (at which line), or nested without bound. */
export function parseJson(text: string): { value: unknown } | { finding: Finding } {
  if (depthOf(text) > MAX_DEPTH)
    return { finding: { code: 'E_JSON_DEPTH', values: { limit: String(MAX_DEPTH) } } };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { finding: syntaxFinding(text, error) };
    throw error;
  }
}

/** The line (from 1) on which a key first stands; 1 if it stands nowhere. */
export function lineOfKey(text: string, key: string): number {
  const at = text.toLowerCase().indexOf(`"${key.toLowerCase()}"`);
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}

/** How deep brackets nest outside strings, balanced or not. */
function depthOf(text: string): number {
  let [depth, deepest, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (inString && mark === '\\') at += 1;
    else if (mark === '"') inString = !inString;
    else if (inString) continue;
    else if (mark === '[' || mark === '{') deepest = Math.max(deepest, (depth += 1));
    else if (mark === ']' || mark === '}') depth -= 1;
  }
  return deepest;
}

/** V8 says where it stopped, unless that is the end; its words are for programmers and stay here. */
function syntaxFinding(text: string, { message }: SyntaxError): Finding {
  const at = Number(/at position (\d+)/.exec(message)?.[1] ?? text.trimEnd().length);
  const line = text.slice(0, at).split('\n').length;
  return { code: 'E_JSON_SYNTAX', line, found: quote(text.split('\n')[line - 1] ?? '') };
}
