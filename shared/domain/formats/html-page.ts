import { parse, serializeOuter, type DefaultTreeAdapterTypes } from 'parse5';
import { isEmbargoLine, readCorrectionLine, type SaidChange } from './instruction-lines.ts';
import { emptyReading, type Reading } from './reading.ts';

/** Elements that stand on lines of their own; one with another of them inside is not a line. */
const BLOCKS = new Set(
  'p div section article main header footer h2 h3 h4 h5 h6 li ul ol blockquote pre address figure'.split(' '),
);

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Where the story of a page stands, best first. */
const BODIES = ['article', 'main', 'body'] as const;

/**
 * Reads an HTML file: the first `h1`, else the `title`, is the headline; the first `article`, else `main`, else
 * `body`, without that `h1`, the text. It is not sanitized yet.
 */
export function readHtmlPage(text: string): Reading {
  const page = parse(text, { scriptingEnabled: false, sourceCodeLocationInfo: true });
  const body = BODIES.map((tag) => find(page, tag)).find((element) => element !== undefined);
  const heading = find(page, 'h1') ?? find(page, 'title');
  const headline = heading === undefined ? '' : textOf(heading).trim();
  if (heading?.tagName === 'h1') detach(heading);
  const change = body === undefined ? undefined : takeBlocks(body);
  const html = body?.childNodes.map((node) => serializeOuter(node)).join('') ?? '';
  return {
    ...emptyReading({ text: html, line: 1, format: 'html' }),
    ...(headline === ''
      ? {}
      : { headline: { text: headline, line: heading?.sourceCodeLocation?.startLine ?? 1 } }),
    ...(change === undefined ? {} : { change }),
  };
}

/** The instructions of a page, which stand in blocks as they stand in lines elsewhere. */
function takeBlocks(body: Element): SaidChange | undefined {
  for (const block of textBlocks(body)) if (isEmbargoLine(textOf(block).trim())) detach(block);
  const blocks = textBlocks(body);
  for (const block of [blocks[0], blocks.at(-1)]) {
    if (block === undefined) continue;
    const change = readCorrectionLine(textOf(block), block.sourceCodeLocation?.startLine ?? 1);
    if (change === undefined) continue;
    detach(block);
    return change;
  }
  return undefined;
}

/** The elements that hold a line or paragraph of their own, in document order. */
function textBlocks(root: Parent): Element[] {
  const blocks: Element[] = [];
  const open: Parent[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const inner = node.childNodes.filter((child) => 'tagName' in child && BLOCKS.has(child.tagName));
    if ('tagName' in node && node !== root && BLOCKS.has(node.tagName)) {
      if (inner.length === 0 && textOf(node).trim() !== '') blocks.push(node);
    }
    for (const child of node.childNodes.toReversed()) if ('tagName' in child) open.push(child);
  }
  return blocks;
}

function find(root: Parent, tag: string): Element | undefined {
  const open: Parent[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node && node.tagName === tag) return node;
    for (const child of node.childNodes.toReversed()) if ('childNodes' in child) open.push(child);
  }
  return undefined;
}

function textOf(root: Parent): string {
  const parts: string[] = [];
  const open: DefaultTreeAdapterTypes.ChildNode[] = root.childNodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('value' in node) parts.push(node.value);
    else if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return parts.join('');
}

function detach(element: Element): void {
  const { parentNode } = element;
  if (parentNode !== null) parentNode.childNodes = parentNode.childNodes.filter((node) => node !== element);
}
