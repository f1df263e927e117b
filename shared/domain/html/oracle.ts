import { html as names, type DefaultTreeAdapterTypes } from 'parse5';
import { parseBody } from './parse-body.ts';
import { isXmlLegal } from './xml-text.ts';

/** Something in published HTML that the policy does not know; `found` is at most 80 characters. */
export type Violation = {
  rule:
    | 'tag'
    | 'attribute'
    | 'value'
    | 'scheme'
    | 'rel'
    | 'node'
    | 'namespace'
    | 'character'
    | 'cdata'
    | 'form';
  found: string;
};

/**
 * The policy once more, written down apart from the sanitizer's: an error in one table is an error in one place only.
 */
const TAGS = new Set(
  (
    'p h2 h3 h4 a ul ol li blockquote figure figcaption img table caption thead tbody tfoot tr th td ' +
    'em strong b i u s sub sup br hr pre code span time abbr cite q small dl dt dd'
  ).split(' '),
);
const ATTRIBUTES = new Map<string, ReadonlySet<string>>([
  ['a', new Set(['href', 'title', 'hreflang', 'rel'])],
  ['img', new Set(['src', 'alt', 'width', 'height', 'title'])],
  ['th', new Set(['colspan', 'rowspan', 'scope'])],
  ['td', new Set(['colspan', 'rowspan', 'scope'])],
]);
const ATTRIBUTES_ANYWHERE = new Set(['lang', 'dir']);
const SCHEMES = new Map<string, RegExp>([
  ['href', /^(?:https?:\/\/[^/\\\s@]+(?:[/?#]\S*)?|mailto:\S+|tel:\S+)$/i],
  ['src', /^https:\/\/[^/\\\s@]+(?:[/?#]\S*)?$/i],
]);
const VALUES = new Map<string, RegExp>([
  ['dir', /^(?:ltr|rtl|auto)$/],
  ['lang', /^[a-zA-Z0-9-]{2,50}$/],
  ['hreflang', /^[a-zA-Z0-9-]{2,50}$/],
  ['width', /^\d{1,5}$/],
  ['height', /^\d{1,5}$/],
  ['colspan', /^\d{1,3}$/],
  ['rowspan', /^\d{1,3}$/],
  ['scope', /^(?:col|row)(?:group)?$/],
  ['rel', /^nofollow noopener noreferrer$/],
]);

/**
 * What HTML that is about to be published holds against the news policy (reliability §1.3): an independent walk over
 * parse5's tree, with scripting on and off, that knows nothing of the sanitizer. Empty means fit to publish; anything
 * else means that the sanitizer failed, and the upload is quarantined.
 */
export function inspectHtml(html: string): Violation[] {
  return [
    ...inspectText(html),
    ...inspectTree(parseBody(html, { scripting: true })),
    ...inspectTree(parseBody(html, { scripting: false })),
  ];
}

/**
 * `inspectHtml` where parse5's tree of exactly this text is at hand. Scripting changes only what `noscript` means, so
 * a text without that word has one tree.
 */
export function inspectParsed(html: string, tree: DefaultTreeAdapterTypes.DocumentFragment): Violation[] {
  if (/noscript/i.test(html)) return inspectHtml(html);
  return [...inspectText(html), ...inspectTree(tree)];
}

function inspectText(html: string): Violation[] {
  const violations: Violation[] = [];
  if (!isXmlLegal(html)) violations.push({ rule: 'character', found: 'a character that XML forbids' });
  if (html.includes(']]>')) violations.push({ rule: 'cdata', found: ']]>' });
  if (html.normalize('NFC') !== html) violations.push({ rule: 'form', found: 'not NFC' });
  return violations;
}

function inspectTree(root: DefaultTreeAdapterTypes.ParentNode): Violation[] {
  const violations: Violation[] = [];
  const open: DefaultTreeAdapterTypes.ParentNode[] = [root];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const node of parent.childNodes) {
      if ('tagName' in node) {
        inspectElement(node, violations);
        open.push(node);
        if ('content' in node) open.push(node.content);
      } else if (node.nodeName !== '#text') {
        violations.push(violation('node', node.nodeName));
      }
    }
  }
  return violations;
}

function inspectElement(element: DefaultTreeAdapterTypes.Element, violations: Violation[]): void {
  const tag = element.tagName;
  if (element.namespaceURI !== names.NS.HTML) violations.push(violation('namespace', tag));
  if (!TAGS.has(tag)) violations.push(violation('tag', tag));
  for (const { name, value } of element.attrs) {
    if (!ATTRIBUTES_ANYWHERE.has(name) && ATTRIBUTES.get(tag)?.has(name) !== true) {
      violations.push(violation('attribute', `${tag}[${name}]`));
      continue;
    }
    if (VALUES.get(name)?.test(value) === false) violations.push(violation('value', `${name}=${value}`));
    const scheme = SCHEMES.get(name);
    if (scheme !== undefined && (!scheme.test(value) || !URL.canParse(value))) {
      violations.push(violation('scheme', `${name}=${value}`));
    }
  }
  const given = element.attrs.map(({ name }) => name);
  if (given.includes('href') !== given.includes('rel')) violations.push(violation('rel', tag));
}

function violation(rule: Violation['rule'], found: string): Violation {
  return { rule, found: found.slice(0, 80) };
}
