import { serialize, type DefaultTreeAdapterTypes } from 'parse5';
import sanitize from 'sanitize-html';
import {
  LINK_REL,
  NESTING_LIMIT,
  NEWS_ATTRIBUTES,
  NEWS_TAGS,
  RENAMED_TAGS,
  TAGS_DROPPED_WITH_THEIR_TEXT,
} from './news-policy.ts';
import { parseBody } from './parse-body.ts';
import { sanitizedHtmlSchema, type SanitizedHtml } from './sanitized-html.ts';
import { tidyTree } from './tidy-tree.ts';
import { dropXmlIllegal } from './xml-text.ts';

/** Ordinary text settles in one pass; 100,000 fuzzed documents in five. */
const MAX_PASSES = 10;
const MAX_REPORTED = 40;

/** What `removed` holds when a text would not settle: it means to be read in two ways. */
export const UNSETTLED = 'unsettled markup';

/** The sanitizer's result with the tree that parse5 makes of exactly this text, for whoever would parse it again. */
export type Settled = {
  html: SanitizedHtml;
  tree: DefaultTreeAdapterTypes.DocumentFragment;
  removed: string[];
};

/**
 * HTML with nothing but the news allow-list in it: sanitize-html, then parse5's parse and serialization, repeated to
 * the fixpoint, so that sanitizing again gives the same bytes and hashes may be taken. XML-legal, NFC in every text
 * and attribute, each `>` of the text escaped, so that it is safe in CDATA too. `removed` names elements (`script`)
 * and attributes (`p[onclick]`) that were left out. What does not settle within the passes comes back empty.
 */
export function sanitizeHtml(html: string): { html: SanitizedHtml; removed: string[] } {
  const { html: settled, removed } = settleHtml(html);
  return { html: settled, removed };
}

/**
 * `sanitizeHtml` for a caller that goes on with the tree. A pass that leaves the sanitizer's own output as it is ends
 * the loop without a second one: every end tag is then written out and every parent may hold its children by HTML's
 * own rules, of which htmlparser2's implied ends are a part, so the sanitizer would read the very same tree.
 */
export function settleHtml(html: string): Settled {
  const removed = new Set<string>();
  let current = dropXmlIllegal(html).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const clean = withHtmlVoidTags(sanitize(current, optionsNoting(removed)));
    const tree = parseBody(clean);
    tidyTree(tree);
    const next = serialize(tree).replaceAll('&nbsp;', '\u{A0}');
    if (next === clean || next === current) {
      return { html: sanitizedHtmlSchema.parse(next), tree, removed: [...removed] };
    }
    current = next;
  }
  return { html: sanitizedHtmlSchema.parse(''), tree: parseBody(''), removed: [UNSETTLED] };
}

/** sanitize-html escapes every `>` of texts and values, so ` />` is always its own end of a void tag. */
function withHtmlVoidTags(html: string): string {
  return html.replaceAll(' />', '>');
}

function optionsNoting(removed: Set<string>): sanitize.IOptions {
  const note = (name: string): void => {
    if (removed.size < MAX_REPORTED) removed.add(name.replace(/[^\w:[\]-]+/g, '').slice(0, 60));
  };
  return { ...OPTIONS, transformTags: { '*': (name, attributes) => cleanTag(name, attributes, note) } };
}

const OPTIONS: sanitize.IOptions = {
  allowedTags: [...NEWS_TAGS],
  allowedAttributes: {
    ...Object.fromEntries(Object.entries(NEWS_ATTRIBUTES).map(([tag, known]) => [tag, Object.keys(known)])),
    a: [...Object.keys(NEWS_ATTRIBUTES['a'] ?? {}), 'rel'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  nonTextTags: TAGS_DROPPED_WITH_THEIR_TEXT,
  nestingLimit: NESTING_LIMIT,
};

function cleanTag(
  name: string,
  attributes: Record<string, string>,
  note: (what: string) => void,
): { tagName: string; attribs: Record<string, string> } {
  const tagName = RENAMED_TAGS[name] ?? name;
  if (!NEWS_TAGS.includes(tagName)) {
    note(name);
    return { tagName: name, attribs: {} };
  }
  const attribs: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (tagName === 'a' && attribute === 'rel') continue;
    const clean = cleanerOf(tagName, attribute)?.(value);
    if (clean === undefined) note(`${name}[${attribute}]`);
    else attribs[attribute] = clean;
  }
  if (tagName === 'a' && attribs['href'] !== undefined) attribs['rel'] = LINK_REL;
  return { tagName, attribs };
}

function cleanerOf(tag: string, attribute: string): ((value: string) => string | undefined) | undefined {
  const own = NEWS_ATTRIBUTES[tag];
  if (own !== undefined && Object.hasOwn(own, attribute)) return own[attribute];
  const anywhere = NEWS_ATTRIBUTES['*'];
  return anywhere !== undefined && Object.hasOwn(anywhere, attribute) ? anywhere[attribute] : undefined;
}
