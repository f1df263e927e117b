import { parse, serializeOuter } from 'parse5';
import type { Finding } from '../receipt/finding.ts';
import { saysTheSame } from './check-text.ts';
import { given } from './given.ts';
import { takeInstructions } from './page-instructions.ts';
import { readPageMetadata } from './page-metadata.ts';
import { takePictures } from './page-pictures.ts';
import { attributeOf, detach, elementsOf, lineOfElement, textOf, type PageElement } from './page-tree.ts';
import { quote } from './quote.ts';
import { emptyReading, type Reading, type Said } from './reading.ts';

/** Where the story of a page stands, best first. */
const BODIES = ['article', 'main', 'body'] as const;

/**
 * Reads an HTML file: what its JSON-LD says, else its Open Graph, else the page itself: the first `h1`, else the
 * `title`, is the headline. The first `article`, else `main`, else `body`, without that `h1`, is the text. It is not
 * sanitized yet.
 */
export function readHtmlPage(text: string): { reading: Reading; findings: Finding[] } {
  const page = parse(text, { scriptingEnabled: false, sourceCodeLocationInfo: true });
  const elements = elementsOf(page);
  const { articleBody, findings, ...known } = readPageMetadata(elements);
  const find = (tag: string): PageElement | undefined => elements.find(({ tagName }) => tagName === tag);
  const body = BODIES.map(find).find((element) => element !== undefined);
  const heading = find('h1');
  const shown = headingOf(heading) ?? headingOf(find('title'));
  if (heading !== undefined) detach(heading);
  const change = body === undefined ? undefined : takeInstructions(body);
  const pictures = body === undefined ? [] : takePictures(body);
  const time = elements.find((one) => one.tagName === 'time' && attributeOf(one, 'datetime') !== undefined);
  const html = body?.childNodes.map((node) => serializeOuter(node)).join('') ?? '';
  const isBare = body === undefined || textOf(body).trim() === '';
  return {
    reading: {
      ...emptyReading(
        isBare && articleBody !== undefined
          ? { ...articleBody, format: 'text' }
          : { text: html, line: 1, format: 'html' },
      ),
      ...given('headline', shown),
      ...given('date', dateOf(time)),
      ...known,
      pictures: pictures.length > 0 ? pictures : known.pictures,
      ...given('change', change),
    },
    findings: [...findings, ...otherHeadline(known.headline, headingOf(heading))],
  };
}

/** The page's metadata may have been left over from another page; its author should see which headline was taken. */
function otherHeadline(known: Said | undefined, shown: Said | undefined): Finding[] {
  if (known === undefined || shown === undefined || saysTheSame(known.text, shown.text)) return [];
  const values = { headline: quote(known.text) };
  return [{ code: 'W_HEADLINE_DIFFERS', line: shown.line, found: quote(shown.text), values }];
}

function headingOf(element: PageElement | undefined): Said | undefined {
  const text = element === undefined ? '' : textOf(element).trim();
  return text === '' ? undefined : { text, line: lineOfElement(element) };
}

function dateOf(time: PageElement | undefined): Said | undefined {
  const text = attributeOf(time, 'datetime');
  return text === undefined ? undefined : { text, line: lineOfElement(time) };
}
