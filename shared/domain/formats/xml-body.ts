import type { SaidPicture } from './reading.ts';
import { childrenNamed, xmlText, type XmlElement } from './xml-tree.ts';

/** Elements of XHTML that the sanitizer knows; of every other one only what it holds is kept. */
const KEPT = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre em strong b i u q sub sup a br hr table thead tbody tfoot tr ' +
    'th td caption div figure figcaption img code'
  ).split(' '),
);
/** NITF 3.6 elements under the name that HTML has for them. */
const NITF_NAMES: ReadonlyMap<string, string> = new Map([
  ['hl1', 'h2'],
  ['hl2', 'h2'],
  ['bq', 'blockquote'],
  ['block', 'div'],
]);
/** What is never text of a story. */
const LEFT_OUT = new Set(['script', 'style', 'head', 'media-metadata', 'media-object', 'note']);
const EMPTY = new Set(['br', 'hr', 'img']);
const ATTRIBUTES = ['href', 'src', 'alt', 'colspan', 'rowspan'];

/** The content of an NITF `body.content` or an XHTML `body` as HTML (not sanitized), and the pictures of NITF `media`. */
export function xmlBodyHtml(body: XmlElement): { html: string; pictures: SaidPicture[] } {
  const pictures: SaidPicture[] = [];
  const write = (node: XmlElement | string): string => {
    if (typeof node === 'string') return escapeText(node);
    if (LEFT_OUT.has(node.name)) return '';
    if (node.name === 'media') {
      pictures.push(pictureOf(node));
      return '';
    }
    const inner = node.children.map(write).join('');
    const name = NITF_NAMES.get(node.name) ?? node.name;
    if (!KEPT.has(name)) return inner;
    const start = `<${name}${attributesOf(node)}>`;
    return EMPTY.has(name) ? start : `${start}${inner}</${name}>`;
  };
  return { html: body.children.map(write).join(''), pictures };
}

function pictureOf(media: XmlElement): SaidPicture {
  const [reference] = childrenNamed(media, 'media-reference');
  const [caption, producer] = ['media-caption', 'media-producer'].map((name) =>
    xmlText(childrenNamed(media, name)[0]),
  );
  const [file, alt] = ['source', 'alternate-text'].map((name) => reference?.attributes.get(name) ?? '');
  const { line } = media;
  return {
    line,
    ...(file === undefined || file === '' ? {} : { file: { text: file, line } }),
    ...(caption === undefined || caption === '' ? {} : { caption: { text: caption, line } }),
    ...(alt === undefined || alt === '' ? {} : { alt }),
    ...(producer === undefined || producer === '' ? {} : { credit: producer }),
  };
}

function attributesOf({ attributes }: XmlElement): string {
  return ATTRIBUTES.flatMap((name) => {
    const value = attributes.get(name);
    return value === undefined ? [] : [` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`];
  }).join('');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
