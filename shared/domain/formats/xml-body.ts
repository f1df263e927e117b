import { namedPictureUrl } from '../html/media-url.ts';
import { takeMarkupPictures } from './page-pictures.ts';
import type { SaidPicture } from './reading.ts';
import { fileToFind } from './said-picture.ts';
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
/** What NITF's `media-type` says of a picture; a MIME type begins with it too. */
const IMAGE = 'image';
const ATTRIBUTES = ['href', 'src', 'alt', 'colspan', 'rowspan'];

/** The content of an NITF `body.content` or an XHTML `body` as HTML (not sanitized), and the pictures that it names. */
export function xmlBodyHtml(body: XmlElement): { html: string; pictures: SaidPicture[] } {
  const pictures: SaidPicture[] = [];
  const write = (node: XmlElement | string): string => {
    if (typeof node === 'string') return escapeText(node);
    if (LEFT_OUT.has(node.name)) return '';
    if (node.name === 'media') {
      const picture = pictureOf(node);
      if (picture === undefined) return '';
      pictures.push(picture);
      return nameOf(picture);
    }
    const inner = node.children.map(write).join('');
    const name = NITF_NAMES.get(node.name) ?? node.name;
    if (!KEPT.has(name)) return inner;
    const start = `<${name}${attributesOf(node)}>`;
    return EMPTY.has(name) ? start : `${start}${inner}</${name}>`;
  };
  const written = body.children.map(write).join('');
  const { html, pictures: named } = takeMarkupPictures(written, body.line, 'counts-lines');
  return { html, pictures: [...pictures, ...named] };
}

/** A picture that is known by the name of its file leaves its name where it stood. */
function nameOf({ file }: SaidPicture): string {
  const url = namedPictureUrl(file?.text ?? '');
  return url === undefined ? '' : `<img src="${escapeText(url).replaceAll('"', '&quot;')}">`;
}

function pictureOf(media: XmlElement): SaidPicture | undefined {
  const [kind] = (media.attributes.get('media-type') ?? IMAGE).split('/');
  if (kind !== IMAGE) return undefined;
  const references = childrenNamed(media, 'media-reference').map(({ attributes }) => attributes);
  const file = fileToFind(
    references.map((one) => ({ href: one.get('source'), width: Number(one.get('width')) || 0 })),
  );
  const [caption, producer] = ['media-caption', 'media-producer'].map((name) =>
    xmlText(childrenNamed(media, name)[0]),
  );
  const alt = references.map((one) => one.get('alternate-text') ?? '').find((text) => text !== '');
  const { line } = media;
  return {
    line,
    ...(file === undefined ? {} : { file: { text: file, line } }),
    ...(caption === undefined || caption === '' ? {} : { caption: { text: caption, line } }),
    ...(alt === undefined ? {} : { alt }),
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
