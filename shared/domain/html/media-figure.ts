import { parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { escapeHtml } from '../site/escape.ts';
import type { ContentPicture } from '../release/content.ts';
import { MEDIA, MEDIA_FOLDER, NAMED } from './media-url.ts';
import { parseBody } from './parse-body.ts';
import { sanitizedHtmlSchema, type SanitizedHtml } from './sanitized-html.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Child = DefaultTreeAdapterTypes.ChildNode;

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
  return `<img src="${MEDIA}${file.key.slice(MEDIA_FOLDER.length)}" alt="${escapeHtml(alt)}"${size}>`;
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
