import { childrenNamed, type XmlElement } from './xml-tree.ts';

/** Where an element names a relationship of its part (ECMA-376 part 1 §22.8.2). */
const LINKS: readonly { element: string; attribute: string }[] = [
  { element: 'hyperlink', attribute: 'id' },
  { element: 'blip', attribute: 'embed' },
  { element: 'blip', attribute: 'link' },
  { element: 'imagedata', attribute: 'id' },
];

/**
 * The part that keeps a Word file's links and pictures from being found, if one does: a relationship that is named and
 * not there, or a type of content that names no part. `trees` are those of the parts, by name.
 */
export function brokenLinksIn(trees: ReadonlyMap<string, XmlElement>): string | undefined {
  const types = '[Content_Types].xml';
  const nameless = childrenNamed(trees.get(types), 'Override').some(
    ({ attributes }) => !attributes.get('PartName'),
  );
  if (nameless) return types;
  for (const [name, tree] of trees) {
    const part = /^word\/([^/]+\.xml)$/.exec(name)?.[1];
    if (part === undefined) continue;
    const place = `word/_rels/${part}.rels`;
    const targets = targetsOf(trees.get(place));
    if (idsIn(tree).some((id) => !targets.has(id))) return place;
  }
  return undefined;
}

function targetsOf(relationships: XmlElement | undefined): Set<string> {
  const whole = childrenNamed(relationships, 'Relationship').filter(({ attributes }) =>
    attributes.get('Target'),
  );
  return new Set(whole.map(({ attributes }) => attributes.get('Id') ?? ''));
}

function idsIn(root: XmlElement): string[] {
  const ids: string[] = [];
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    for (const link of LINKS) {
      const id = link.element === element.name ? element.attributes.get(link.attribute) : undefined;
      if (id) ids.push(id);
    }
    for (const child of element.children) if (typeof child !== 'string') open.push(child);
  }
  return ids;
}
