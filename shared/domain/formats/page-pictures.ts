import { parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { PICTURE_SCHEMES, safeUrl } from '../html/safe-url.ts';
import { given } from './given.ts';
import {
  attributeOf,
  detach,
  elementsOf,
  leaveNameBefore,
  lineOfElement,
  MAX_PAGE_PICTURES,
  textOf,
  type PageElement,
} from './page-tree.ts';
import type { Said, SaidPicture } from './reading.ts';

/**
 * The pictures of a page that did not come with it, taken out with their captions, which would stand alone; what is
 * named by its file leaves its name where it stood. A caption is that of its figure's first picture.
 */
export function takePictures(body: DefaultTreeAdapterTypes.ParentNode): SaidPicture[] {
  const images = elementsOf(body).filter(({ tagName }) => tagName === 'img');
  const taken = new Set<PageElement>();
  const pictures = images.slice(0, MAX_PAGE_PICTURES).flatMap((image): SaidPicture[] => {
    const file = attributeOf(image, 'src');
    if (file === undefined || safeUrl(file, PICTURE_SCHEMES) !== undefined) return [];
    const line = lineOfElement(image);
    const alt = attributeOf(image, 'alt')?.trim() ?? '';
    const figure = figureAround(image);
    const place = figure ?? image;
    const caption = figure === undefined || taken.has(figure) ? undefined : captionOf(figure);
    leaveNameBefore(place, file);
    taken.add(place);
    return [
      {
        file: { text: file, line },
        line,
        ...given('caption', caption),
        ...given('alt', alt === '' ? undefined : alt),
      },
    ];
  });
  for (const place of taken) detach(place);
  return pictures;
}

/** `takePictures` for markup that stands inside another document, from its line `line` on. */
export function takeMarkupPictures(
  markup: string,
  line: number,
  counts: 'counts-lines' | 'one-line',
): { html: string; pictures: SaidPicture[] } {
  if (!/<img\b/i.test(markup)) return { html: markup, pictures: [] };
  const tree = parseFragment(markup, { scriptingEnabled: false, sourceCodeLocationInfo: true });
  const at = (inner: number): number => (counts === 'one-line' ? line : line + inner - 1);
  const pictures = takePictures(tree).map((picture) => ({
    ...picture,
    line: at(picture.line),
    ...given('file', movedTo(picture.file, at)),
    ...given('caption', movedTo(picture.caption, at)),
  }));
  return { html: serialize(tree), pictures };
}

function movedTo(said: Said | undefined, at: (inner: number) => number): Said | undefined {
  return said && { ...said, line: at(said.line) };
}

/** The figure that a picture is of, be it inside a link of it. */
function figureAround(image: PageElement): PageElement | undefined {
  for (let node = image.parentNode; node !== null && 'tagName' in node; node = node.parentNode) {
    if (node.tagName === 'figure') return node;
    if (!['a', 'picture', 'div', 'span'].includes(node.tagName)) return undefined;
  }
  return undefined;
}

function captionOf(figure: PageElement): Said | undefined {
  const caption = elementsOf(figure).find(({ tagName }) => tagName === 'figcaption');
  const text = caption === undefined ? '' : textOf(caption).trim();
  return text === '' ? undefined : { text, line: lineOfElement(caption) };
}
