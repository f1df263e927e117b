import { parse, serializeOuter } from 'parse5';
import type { Finding } from '../receipt/finding.ts';
import { tooLarge } from './decode-text.ts';
import { knownKey } from './front-matter-keys.ts';
import { readFields } from './front-matter.ts';
import { given } from './given.ts';
import { MAX_CLOSED_HTML_CHARACTERS } from './limits.ts';
import { takeInstructions } from './page-instructions.ts';
import {
  attributeOf,
  detach,
  elementsOf,
  leaveName,
  leaveNameBefore,
  linesIn,
  MAX_PAGE_PICTURES,
  textOf,
  type PageElement,
} from './page-tree.ts';
import { emptyReading, type Reading, type Said, type SaidPicture } from './reading.ts';

/** A table of details stands at the top, if it is there. */
const TOP_ELEMENTS = 4;

/**
 * Reads a Word file that was made HTML: Title, else the first Heading 1, is the headline, Subtitle the subheadline, a
 * table of two columns at the top whose first column holds keys of ours the details, Caption the caption of the picture
 * before it. Classes: `title`, `subtitle`, `caption`; a picture's `src` is the name of its file.
 */
export function readWordPage(html: string): { reading?: Reading; watched: string; findings: Finding[] } {
  if (html.length > MAX_CLOSED_HTML_CHARACTERS) {
    return { watched: '', findings: [tooLarge(html.length, MAX_CLOSED_HTML_CHARACTERS)] };
  }
  const page = parse(`<body>${html}`, { scriptingEnabled: false });
  const body = elementsOf(page).find(({ tagName }) => tagName === 'body');
  if (body === undefined) return { reading: readingOf('', {}), watched: '', findings: [] };
  // Before the lines that ask for an embargo are taken out.
  const watched = linesIn(body);
  const top = (): PageElement[] => body.childNodes.filter((node) => 'tagName' in node);
  const { said, findings } = takeDetails(top().slice(0, TOP_ELEMENTS));
  const ofClass = (name: string): PageElement | undefined =>
    top().find((element) => attributeOf(element, 'class') === name);
  const headline = take(ofClass('title') ?? top().find(({ tagName }) => tagName === 'h1'));
  const subheadline = take(ofClass('subtitle'));
  const pictures = takePictures(top());
  const change = takeInstructions(body);
  for (const element of top()) if (element.tagName === 'h1') element.tagName = element.nodeName = 'h2';
  const text = body.childNodes.map((node) => serializeOuter(node)).join('');
  const reading = readingOf(text, {
    ...given('headline', headline),
    ...given('subheadline', subheadline),
    ...given('change', change),
    ...said,
    pictures: pictures.length > 0 ? pictures : (said.pictures ?? []),
  });
  return { reading, watched, findings };
}

function readingOf(text: string, said: Partial<Reading>): Reading {
  return { ...emptyReading({ text, line: 1, format: 'html' }), ...said };
}

/** Takes the table of details out; a table whose first column holds none of our keys belongs to the text. */
function takeDetails(top: readonly PageElement[]): { said: Partial<Reading>; findings: Finding[] } {
  for (const table of top.filter(({ tagName }) => tagName === 'table')) {
    const rows = elementsOf(table)
      .filter(({ tagName }) => tagName === 'tr')
      .map((row) => elementsOf(row).filter(({ tagName }) => tagName === 'td' || tagName === 'th'));
    const fields = rows.map(([key, value], index) => ({
      key: key === undefined ? '' : textOf(key).replace(/:\s*$/, '').trim(),
      value: value === undefined ? '' : textOf(value).trim(),
      line: index + 1,
    }));
    const isDetails = rows.every((row) => row.length === 2) && fields.some(({ key }) => knownKey(key));
    if (!isDetails) continue;
    detach(table);
    return readFields(fields);
  }
  return { said: {}, findings: [] };
}

function takePictures(top: readonly PageElement[]): SaidPicture[] {
  let left = MAX_PAGE_PICTURES;
  return top.flatMap((block, index): SaidPicture[] => {
    const images = elementsOf(block)
      .filter(({ tagName }) => tagName === 'img')
      .slice(0, left);
    left -= images.length;
    const next = top[index + 1];
    const isCaption = attributeOf(next, 'class') === 'caption';
    const caption = images.length > 0 && isCaption ? take(next) : undefined;
    const nameOf = (image: PageElement): string => attributeOf(image, 'src') ?? '';
    // A paragraph of pictures alone goes, so that nothing of it is left where they do not come.
    const isPictures = images.length > 0 && textOf(block).trim() === '';
    for (const image of images) {
      if (isPictures) leaveNameBefore(block, nameOf(image));
      else leaveName(image, nameOf(image));
    }
    if (isPictures) detach(block);
    return images.map((image, place) => {
      const alt = attributeOf(image, 'alt') ?? '';
      return {
        line: 1,
        file: { text: nameOf(image), line: 1 },
        ...(place === 0 ? given('caption', caption) : {}),
        ...given('alt', alt === '' ? undefined : alt),
      };
    });
  });
}

function take(element: PageElement | undefined): Said | undefined {
  if (element === undefined) return undefined;
  detach(element);
  const text = textOf(element).trim();
  return text === '' ? undefined : { text, line: 1 };
}
