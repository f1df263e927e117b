import { defaultTreeAdapter, html, type DefaultTreeAdapterTypes } from 'parse5';
import { namedPictureUrl } from '../html/media-url.ts';

/** An element of a page as parse5 gives it. */
export type PageElement = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Every element below a node, in document order, without a stack of calls. */
export function elementsOf(root: Parent): PageElement[] {
  const found: PageElement[] = [];
  const open: Parent[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node && node !== root) found.push(node);
    for (const child of node.childNodes.toReversed()) if ('childNodes' in child) open.push(child);
  }
  return found;
}

/** A release has a few pictures; what a page has more of is left to the sanitizer. */
export const MAX_PAGE_PICTURES = 50;

const INLINE = new Set(
  'a abbr b bdi bdo code em font i mark q s small span strong sub sup time u'.split(' '),
);

/** The text inside a node with a line end at every element that is no part of a sentence. */
export function linesIn(root: Parent): string {
  const parts: string[] = [];
  const open: (DefaultTreeAdapterTypes.ChildNode | string)[] = root.childNodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'string') parts.push(node);
    else if ('value' in node) parts.push(node.value);
    else if ('childNodes' in node) {
      const edge = INLINE.has(node.tagName) ? '' : '\n';
      parts.push(edge);
      open.push(edge, ...node.childNodes.toReversed());
    }
  }
  return parts.join('');
}

/** The text inside a node, as it stands. */
export function textOf(root: Parent): string {
  const parts: string[] = [];
  const open: DefaultTreeAdapterTypes.ChildNode[] = root.childNodes.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('value' in node) parts.push(node.value);
    else if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return parts.join('');
}

export function attributeOf(element: PageElement | undefined, name: string): string | undefined {
  return element?.attrs.find((attribute) => attribute.name === name)?.value;
}

/** The line of the file on which an element starts. */
export function lineOfElement(element: PageElement | undefined): number {
  return element?.sourceCodeLocation?.startLine ?? 1;
}

/** Puts a picture that is known by the name of its file before an element; what is no name leaves nothing. */
export function leaveNameBefore(element: PageElement, file: string): void {
  const { parentNode } = element;
  const src = namedPictureUrl(file);
  if (parentNode === null || src === undefined) return;
  const image = defaultTreeAdapter.createElement('img', html.NS.HTML, [{ name: 'src', value: src }]);
  defaultTreeAdapter.insertBefore(parentNode, image, element);
}

/** `leaveNameBefore`, and the element goes. */
export function leaveName(element: PageElement, file: string): void {
  leaveNameBefore(element, file);
  detach(element);
}

/** Takes an element out of its page. */
export function detach(element: PageElement): void {
  const { parentNode } = element;
  if (parentNode !== null) parentNode.childNodes = parentNode.childNodes.filter((node) => node !== element);
}
