import { parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { escapeHtml } from '../site/escape.ts';
import type { ContentPicture } from '../release/content.ts';
import { parseBody } from './parse-body.ts';
import { sanitizedHtmlSchema, type SanitizedHtml } from './sanitized-html.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Child = DefaultTreeAdapterTypes.ChildNode;

/**
 * Two hosts that nobody can own (RFC 6761 §6.4), by which a sanitized body speaks of pictures: one that the author named
 * and whose file is not known yet, and one of ours, whose address depends on the site and is put in when it is shown.
 */
const NAMED = 'https://picture.invalid/';
const MEDIA = 'https://media.invalid/';
const FOLDER = 'media/';
const MAX_NAME_CHARACTERS = 300;

const FIGURE = /<figure><img src="https:\/\/media\.invalid\/[^]*?<\/figure>/g;
const IN_SOURCE = /(<img src=")https:\/\/media\.invalid\//g;

/** The address that stands for a picture by the name of its file; undefined for what is no name, such as an address. */
export function namedPictureUrl(name: string): string | undefined {
  const isName =
    name.trim() !== '' && name.length <= MAX_NAME_CHARACTERS && !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(name);
  return isName ? `${NAMED}${encodeURIComponent(name)}` : undefined;
}

/**
 * A body whose named pictures are put in: a picture on its own becomes a figure with its caption, one in a sentence stays
 * there, and one of which `pictureOf` knows nothing is taken out. A caption is plain text.
 */
export function withPictures(
  html: SanitizedHtml,
  pictureOf: (name: string) => ContentPicture | undefined,
): SanitizedHtml {
  if (!html.includes(NAMED) && !html.includes(MEDIA)) return html;
  const tree = parseBody(html);
  const open: Parent[] = [tree];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    const authors = new Set(parent.childNodes);
    parent.childNodes = parent.childNodes.flatMap((node) => settled(node, pictureOf));
    for (const child of parent.childNodes) if ('childNodes' in child && authors.has(child)) open.push(child);
  }
  return sanitizedHtmlSchema.parse(textOf(tree));
}

/** A body without pictures that are known by a name alone. */
export function withoutNamedPictures(html: SanitizedHtml): SanitizedHtml {
  return withPictures(html, () => undefined);
}

/** Figures behind the text, for pictures that it does not place. */
export function withFigures(html: SanitizedHtml, pictures: readonly ContentPicture[]): SanitizedHtml {
  if (pictures.length === 0) return html;
  const figures = pictures.map((picture) => textOf(parseFragment(figureOf(picture))));
  return sanitizedHtmlSchema.parse([html.trimEnd(), ...figures].join('\n'));
}

/** The text alone, as it was before pictures that came beside it were put in. */
export function withoutFigures(html: SanitizedHtml): SanitizedHtml {
  return sanitizedHtmlSchema.parse(html.replace(FIGURE, ''));
}

/** A body as readers of a site get it: pictures at their public address. */
export function withMediaOf(html: SanitizedHtml, siteUrl: string): SanitizedHtml {
  return sanitizedHtmlSchema.parse(html.replace(IN_SOURCE, `$1${siteUrl.replace(/\/+$/, '')}/${FOLDER}`));
}

function settled(node: Child, pictureOf: (name: string) => ContentPicture | undefined): Child[] {
  const alone = isElement(node, 'p') ? onlyPicture(node) : undefined;
  const image = alone ?? (isElement(node, 'img') ? node : undefined);
  const source = image?.attrs.find(({ name }) => name === 'src')?.value ?? '';
  // Nobody but us speaks of our own pictures.
  if (source.startsWith(MEDIA)) return [];
  if (!source.startsWith(NAMED)) return [node];
  const picture = pictureOf(nameOf(source));
  if (picture?.file === undefined) return alone === undefined ? [] : emptied(node);
  const isBlock = alone !== undefined || !isInSentence(node);
  return nodesOf(isBlock ? figureOf(picture) : imageOf(picture));
}

/** What an author's own paragraph is without its picture, as the sanitizer leaves it. */
function emptied(node: Child): Child[] {
  if ('childNodes' in node) node.childNodes = [];
  return [node];
}

function onlyPicture(paragraph: Element): Element | undefined {
  const [first, second] = paragraph.childNodes.filter(
    (child) => !('value' in child) || child.value.trim() !== '',
  );
  return first !== undefined && second === undefined && isElement(first, 'img') ? first : undefined;
}

/** In a block that may hold text there is no place for a figure. */
function isInSentence({ parentNode }: Child): boolean {
  return (
    parentNode !== null &&
    'tagName' in parentNode &&
    !['blockquote', 'li', 'td', 'dd'].includes(parentNode.tagName)
  );
}

function isElement(node: Child, tag: string): node is Element {
  return 'tagName' in node && node.tagName === tag;
}

function nameOf(source: string): string {
  try {
    return decodeURIComponent(source.slice(NAMED.length));
  } catch {
    return '';
  }
}

function imageOf({ alt = '', file }: ContentPicture): string {
  if (file === undefined) return '';
  const size = [
    ...(file.width === undefined ? [] : [` width="${file.width}"`]),
    ...(file.height === undefined ? [] : [` height="${file.height}"`]),
  ].join('');
  return `<img src="${MEDIA}${file.key.slice(FOLDER.length)}" alt="${escapeHtml(alt)}"${size}>`;
}

function figureOf(picture: ContentPicture): string {
  const words = [picture.caption, picture.credit]
    .filter((text) => text !== undefined)
    // U+0338 right after a tag would fuse with its `>` under NFC.
    .map((text) => escapeHtml(text.replace(/^\u{338}+/u, '')));
  const caption = words.length === 0 ? '' : `<figcaption>${words.join(' · ')}</figcaption>`;
  return `<figure>${imageOf(picture)}${caption}</figure>`;
}

function textOf(tree: Parent): string {
  return serialize(tree).replaceAll('&nbsp;', '\u{A0}');
}

function nodesOf(html: string): Child[] {
  return parseFragment(html).childNodes;
}
