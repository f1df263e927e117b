import { escapeXmlAttribute } from '../site/escape.ts';

type Attributes = readonly (readonly [name: string, value: string])[];

export type AtomSplice = {
  feedAttributes: Attributes;
  /** Written before the first entry. */
  feedElements: readonly string[];
  /** One for each entry of the document, in its order. */
  entries: readonly EntrySplice[];
};

type EntrySplice = {
  attributes: Attributes;
  /** In the place of the package's title. */
  first: readonly string[];
  last: readonly string[];
  /** Beside the entry, behind it. */
  after: readonly string[];
};

const FEED_START = '<feed xmlns="http://www.w3.org/2005/Atom">';
const FEED_END = '\n</feed>';

/** What the package writes for an empty title: always as HTML, so that a plain one has to replace it. */
const EMPTY_TITLE = '\n        <title type="html"><![CDATA[]]></title>\n';

/**
 * An Atom document of the package with what the package cannot say. Throws unless it finds exactly the places that it
 * expects: an entry too many or too few means that text was taken for structure.
 */
export function spliceAtom(document: string, splice: AtomSplice): string {
  const [prologue, body, ...rest] = document.split(FEED_START);
  if (body === undefined || rest.length > 0 || !body.endsWith(FEED_END)) {
    throw new Error('The Atom document does not have exactly one feed element.');
  }
  const [beginning = '', ...entries] = body.slice(0, -FEED_END.length).split(/^ {4}<entry>$/m);
  if (entries.length !== splice.entries.length) {
    throw new Error(`The Atom document has ${entries.length} entries instead of ${splice.entries.length}.`);
  }
  const spliced = entries.map((entry, index) => withElements(entry, splice.entries[index]));
  const feed = `${FEED_START.slice(0, -1)}${written(splice.feedAttributes)}>`;
  const before = splice.feedElements.map((element) => `\n    ${element}`).join('');
  const head = `${beginning.trimEnd()}${before}${entries.length === 0 ? '' : '\n'}`;
  return `${prologue}${feed}${head}${spliced.join('')}${FEED_END}\n`;
}

function withElements(entry: string, splice: EntrySplice | undefined): string {
  const [inside, after, ...rest] = entry.split(/^ {4}<\/entry>$/m);
  if (splice === undefined || after === undefined || rest.length > 0 || !inside?.startsWith(EMPTY_TITLE)) {
    throw new Error('An Atom entry does not have exactly one title and one end.');
  }
  const [first, last] = [splice.first, splice.last].map((elements) =>
    elements.map((element) => `        ${element}\n`).join(''),
  );
  const others = inside.slice(EMPTY_TITLE.length);
  const beside = splice.after.map((element) => `\n    ${element}`).join('');
  return `    <entry${written(splice.attributes)}>\n${first}${others}${last}    </entry>${beside}${after}`;
}

function written(attributes: Attributes): string {
  return attributes.map(([name, value]) => ` ${name}="${escapeXmlAttribute(value)}"`).join('');
}
