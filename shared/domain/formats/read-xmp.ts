import { cleanPlainText } from '../html/plain-text.ts';
import type { PictureWords } from './read-iptc.ts';
import { childrenNamed, elementAt, readXmlTree, xmlText, type XmlElement } from './xml-tree.ts';

/** A packet may hold a whole history of edits; what is longer is not looked at. */
const MAX_PACKET_BYTES = 256 * 1024;

/** Where each word stands (XMP part 2 §2.2–2.3, IPTC Photo Metadata 2024.1), by local names; the later row stands. */
const FIELDS: readonly { name: string; field: keyof PictureWords }[] = [
  { name: 'creator', field: 'credit' },
  { name: 'Credit', field: 'credit' },
  { name: 'rights', field: 'rights' },
  { name: 'description', field: 'caption' },
  { name: 'AltTextAccessibility', field: 'alt' },
];

/** Caption, description for the blind, credit and rights of an XMP packet; nothing of what is not well-formed. Never throws. */
export function readXmp(packet: Uint8Array): PictureWords {
  if (packet.length > MAX_PACKET_BYTES) return {};
  const text = new TextDecoder().decode(packet).replaceAll('\u{0}', '').trim();
  const read = readXmlTree(text);
  if ('finding' in read) return {};
  const rdf = read.root.name === 'RDF' ? read.root : elementAt(read.root, 'RDF');
  const words: PictureWords = {};
  for (const description of childrenNamed(rdf, 'Description')) {
    for (const { name, field } of FIELDS) {
      const said = cleanPlainText(valueOf(description, name));
      if (said !== '') words[field] = said;
    }
  }
  return words;
}

/** A simple value stands as an attribute or an element; of a list or of several languages the first counts. */
function valueOf(description: XmlElement, name: string): string {
  const [element] = childrenNamed(description, name);
  if (element === undefined) return description.attributes.get(name) ?? '';
  const list = ['Alt', 'Seq', 'Bag'].map((kind) => elementAt(element, kind)).find((one) => one !== undefined);
  return xmlText(list === undefined ? element : childrenNamed(list, 'li')[0]);
}
