import type { DefaultTreeAdapterTypes } from 'parse5';
import { isPlainAscii } from './plain-ascii.ts';
import { dropXmlIllegal } from './xml-text.ts';

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Child = DefaultTreeAdapterTypes.ChildNode;

/** U+0338 right after a tag would fuse with its `>` under NFC (≯) and take the tag apart. */
const SLASH_THAT_FUSES = /^\u{338}+/u;

/**
 * Makes a sanitized tree fit for every output, in place: texts XML-legal and NFC (references such as `&#xB;` and
 * `e&#x301;` have been decoded by now), pictures without an address gone, links without an address only their text.
 */
export function tidyTree(root: Parent): void {
  const open: Parent[] = [root];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (parent.childNodes.some(isHollow)) parent.childNodes = parent.childNodes.flatMap(contentOf);
    for (const child of parent.childNodes) {
      if ('value' in child) child.value = tidyText(child.value);
      else if ('childNodes' in child) open.push(child);
    }
  }
}

function tidyText(text: string): string {
  if (isPlainAscii(text)) return text;
  return dropXmlIllegal(text).normalize('NFC').replace(SLASH_THAT_FUSES, '');
}

function isHollow(node: Child): boolean {
  return (isElement(node, 'img') && !has(node, 'src')) || (isElement(node, 'a') && !has(node, 'href'));
}

function contentOf(node: Child): Child[] {
  if (!isHollow(node)) return [node];
  return 'childNodes' in node ? node.childNodes.flatMap(contentOf) : [];
}

function isElement(node: Child, tag: string): node is DefaultTreeAdapterTypes.Element {
  return 'tagName' in node && node.tagName === tag;
}

function has(element: DefaultTreeAdapterTypes.Element, attribute: string): boolean {
  return element.attrs.some(({ name }) => name === attribute);
}
