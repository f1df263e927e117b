import type { Finding } from '../receipt/finding.ts';
import { brokenLinksIn } from './word-links.ts';
import { readXmlTree, xmlText, type XmlElement } from './xml-tree.ts';

/** A page of Word has hundreds of elements; a release never as many. */
const LIMITS = { maxNodes: 200_000, maxDepth: 128 };
/** A release of 250 KB of text is some 2 MB of Word's XML. */
const MAX_XML_CHARACTERS = 4_000_000;
const TRACKED = new Set(['ins', 'del', 'moveFrom', 'moveTo', 'rPrChange', 'pPrChange', 'tblPrChange']);
const COMMENT = new Set(['commentReference', 'commentRangeStart']);

/** A file of the package; `xml` where it is a part that is read. */
export type WordPart = { name: string; xml: string | undefined };

/**
 * What keeps a Word file from being published (ECMA-376): changes that nobody has accepted, comments that readers would
 * not see but that say the text is not done, macros, links that lead nowhere, and XML that is not what Word writes.
 */
export function checkWordParts(parts: readonly WordPart[]): Finding[] {
  const macros = parts.find(({ name }) => /vbaProject\.bin$/i.test(name));
  if (macros !== undefined) return [{ code: 'E_WORD_MACROS', found: macros.name }];
  if (!parts.some(({ name }) => name === 'word/document.xml'))
    return [{ code: 'E_WORD_BROKEN', found: 'word/document.xml' }];
  const trees = new Map<string, XmlElement>();
  for (const { name, xml } of parts) {
    if (xml === undefined) continue;
    if (xml.length > MAX_XML_CHARACTERS) return [{ code: 'E_XML_LIMITS', found: name }];
    const tree = readXmlTree(xml, LIMITS);
    if ('finding' in tree)
      return [{ code: tree.finding.code === 'E_XML_LIMITS' ? 'E_XML_LIMITS' : 'E_WORD_BROKEN', found: name }];
    const findings = name === 'word/document.xml' ? unfinished(tree.root) : [];
    if (findings.length > 0) return findings;
    trees.set(name, tree.root);
  }
  const broken = brokenLinksIn(trees);
  return broken === undefined ? [] : [{ code: 'E_WORD_BROKEN', found: broken }];
}

function unfinished(document: XmlElement): Finding[] {
  const [tracked, comments]: XmlElement[][] = [[], []];
  const open: XmlElement[] = [document];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (TRACKED.has(element.name)) tracked?.push(element);
    if (COMMENT.has(element.name)) comments?.push(element);
    for (const child of element.children.toReversed()) if (typeof child !== 'string') open.push(child);
  }
  const [first] = tracked ?? [];
  return [
    ...(first === undefined ? [] : [{ code: 'E_WORD_TRACKED', found: xmlText(first).slice(0, 120) }]),
    ...((comments ?? []).length === 0 ? [] : [{ code: 'E_WORD_COMMENTS' }]),
  ];
}
