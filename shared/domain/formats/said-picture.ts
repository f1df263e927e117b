import { namedPictureUrl } from '../html/media-url.ts';
import { cleanPlainText } from '../html/plain-text.ts';
import type { Finding } from '../receipt/finding.ts';
import type { ContentPicture } from '../release/content.ts';
import { given } from './given.ts';
import { quote } from './quote.ts';
import type { SaidPicture } from './reading.ts';

const MAX_ALIKE = 5;

/** One of the files that an item offers of one picture. */
export type OfferedFile = { href?: string | undefined; width?: number | undefined };

/** The file to look for: a name, which may stand beside the text, before an address; the widest before others. */
export function fileToFind(offered: readonly OfferedFile[]): string | undefined {
  const files = offered.flatMap(({ href = '', width = 0 }) => (href.trim() === '' ? [] : [{ href, width }]));
  const widest = files.toSorted((a, b) => b.width - a.width).map(({ href }) => href);
  return widest.find((href) => namedPictureUrl(href) !== undefined) ?? widest[0];
}

/** What a text says of a picture, cleaned; undefined where it says nothing. */
export function wordsOf(said: SaidPicture | undefined): ContentPicture | undefined {
  const words = {
    ...given('caption', cleanPlainText(said?.caption?.text ?? '') || undefined),
    ...given('alt', cleanPlainText(said?.alt ?? '') || undefined),
    ...given('credit', cleanPlainText(said?.credit ?? '') || undefined),
    ...given('rights', cleanPlainText(said?.rights ?? '') || undefined),
  };
  return Object.keys(words).length === 0 ? undefined : words;
}

/** One finding for each picture that a text speaks of and that is not there. */
export function missingPictures(pictures: readonly SaidPicture[]): Finding[] {
  return pictures.slice(0, MAX_ALIKE).map(({ file, caption, alt, line }) => ({
    code: 'W_PICTURE_MISSING',
    line,
    found: quote(file?.text ?? caption?.text ?? alt ?? ''),
  }));
}
