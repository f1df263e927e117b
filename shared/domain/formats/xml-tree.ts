import { SaxesParser } from 'saxes';
import type { Finding } from '../receipt/finding.ts';
import { quote } from './quote.ts';

/** Far above any news item; what lies above was made to be costly. Attributes count as nodes. */
const NEWS_LIMITS = { maxNodes: 20_000, maxDepth: 64 };
/** A document is read in pieces, so that one that is refused is not read to its end. */
const PIECE_CHARACTERS = 4096;

/** An element by its local name; attributes by theirs. `line` counts from 1. */
export type XmlElement = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
  line: number;
};

/**
 * The root of a well-formed document (XML 1.0, namespaces). A document type is refused as such: nothing that we read
 * needs one, and entities, external subsets and default attributes all come by it.
 */
export function readXmlTree(
  text: string,
  { maxNodes, maxDepth } = NEWS_LIMITS,
): { root: XmlElement } | { finding: Finding } {
  const open: XmlElement[] = [];
  const read: { nodes: number; root?: XmlElement; finding?: Finding } = { nodes: 0 };
  const parser = new SaxesParser({ xmlns: true });
  const fail = (code: string, found: string): void => {
    read.finding ??= { code, line: parser.line, found: quote(found) };
  };
  const count = (more: number): void => {
    read.nodes += more;
    if (read.nodes > maxNodes || open.length > maxDepth) fail('E_XML_LIMITS', open.at(-1)?.name ?? '');
  };
  const addText = (piece: string): void => {
    open.at(-1)?.children.push(piece);
    count(1);
  };
  parser.on('error', () => fail('E_XML_SYNTAX', text.split('\n')[parser.line - 1] ?? ''));
  parser.on('doctype', (type) => fail('E_XML_DOCTYPE', `<!DOCTYPE${type}`));
  parser.on('opentag', ({ local, attributes }) => {
    const named = Object.values(attributes).map((one) => [one.local, one.value] as const);
    const element = { name: local, attributes: new Map(named), children: [], line: parser.line };
    open.at(-1)?.children.push(element);
    read.root ??= element;
    open.push(element);
    count(1 + named.length);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  for (let at = 0; at < text.length && read.finding === undefined; at += PIECE_CHARACTERS) {
    parser.write(text.slice(at, at + PIECE_CHARACTERS));
  }
  if (read.finding === undefined) parser.close();
  if (read.root === undefined) fail('E_XML_SYNTAX', '');
  return read.finding === undefined && read.root !== undefined
    ? { root: read.root }
    : { finding: read.finding ?? { code: 'E_XML_SYNTAX' } };
}

/** The child elements of a name, in their order. */
export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
}

/** The first element along a path of names. */
export function elementAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => childrenNamed(at, name)[0], element);
}

/** All text inside an element as it stands, line ends included. */
export function rawXmlText(element: XmlElement | undefined): string {
  return (element?.children ?? [])
    .map((child) => (typeof child === 'string' ? child : rawXmlText(child)))
    .join('');
}

/** All text inside an element, white space folded. */
export function xmlText(element: XmlElement | undefined): string {
  return rawXmlText(element).replace(/\s+/g, ' ').trim();
}
