import type { DefaultTreeAdapterTypes } from 'parse5';
import { parseBody } from './parse-body.ts';
import type { SanitizedHtml } from './sanitized-html.ts';

/** Elements that start and end a line of their own. */
const BLOCKS = new Set(
  'p h2 h3 h4 ul ol li blockquote figure figcaption table caption thead tbody tfoot tr hr pre dl dt dd'.split(
    ' ',
  ),
);
const CELLS = new Set(['th', 'td']);

/** What collapses to one space; a single space stays as it is. */
const RUN_OF_SPACES = /[\t\n]| {2}/;

type Node = DefaultTreeAdapterTypes.ChildNode;

/**
 * What a reader of sanitized HTML sees, as plain text: blocks on lines of their own, cells parted by a tab, spaces as
 * a browser shows them (none but in `pre` are kept). Attributes such as `alt` are not text.
 */
export function htmlToText(html: SanitizedHtml): string {
  return treeToText(parseBody(html));
}

/** `htmlToText` of a tree that is at hand. */
export function treeToText(root: DefaultTreeAdapterTypes.ParentNode): string {
  const parts: string[] = [];
  for (const node of root.childNodes) write(node, parts, false);
  const lines = parts.join('').split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll('\u{0}', '\n')
    .trim();
}

function write(node: Node, parts: string[], preformatted: boolean): void {
  if ('value' in node) {
    if (preformatted) parts.push(node.value.replaceAll('\n', '\u{0}'));
    else parts.push(RUN_OF_SPACES.test(node.value) ? node.value.replace(/[ \t\n]+/g, ' ') : node.value);
    return;
  }
  if (!('tagName' in node)) return;
  const edge = node.tagName === 'br' || BLOCKS.has(node.tagName) ? '\n' : '';
  parts.push(edge);
  for (const child of node.childNodes) write(child, parts, preformatted || node.tagName === 'pre');
  parts.push(CELLS.has(node.tagName) ? '\t' : edge);
}
