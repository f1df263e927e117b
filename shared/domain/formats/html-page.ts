import { parse, serializeOuter, type DefaultTreeAdapterTypes } from 'parse5';
import { emptyReading, type Reading } from './reading.ts';

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
  const html = body?.childNodes.map((node) => serializeOuter(node)).join('') ?? '';
  return {
    ...emptyReading({ text: html, line: 1, format: 'html' }),
    ...(headline === ''
      ? {}
      : { headline: { text: headline, line: heading?.sourceCodeLocation?.startLine ?? 1 } }),
  };
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
