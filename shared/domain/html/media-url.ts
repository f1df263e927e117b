import { sanitizedHtmlSchema, type SanitizedHtml } from './sanitized-html.ts';

/**
 * Two hosts that nobody can own (RFC 6761 §6.4), by which a sanitized body speaks of pictures: one that the author named
 * and whose file is not known yet, and one of ours, whose address depends on the site and is put in when it is shown.
 */
export const NAMED = 'https://picture.invalid/';
export const MEDIA = 'https://media.invalid/';
/** The folder of pictures in the public bucket. */
export const MEDIA_FOLDER = 'media/';

const MAX_NAME_CHARACTERS = 300;
const FIGURE = /<figure><img src="https:\/\/media\.invalid\/[^]*?<\/figure>/g;
const IN_SOURCE = /(<img src=")https:\/\/media\.invalid\//g;

/** The address that stands for a picture by the name of its file; undefined for what is no name, such as an address. */
export function namedPictureUrl(name: string): string | undefined {
  const isName =
    name.trim() !== '' && name.length <= MAX_NAME_CHARACTERS && !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(name);
  return isName ? `${NAMED}${encodeURIComponent(name)}` : undefined;
}

/** The text alone, as it was before pictures that came beside it were put in. */
export function withoutFigures(html: SanitizedHtml): SanitizedHtml {
  return sanitizedHtmlSchema.parse(html.replace(FIGURE, ''));
}

/** A body as readers of a site get it: pictures at their public address. */
export function withMediaOf(html: SanitizedHtml, siteUrl: string): SanitizedHtml {
  return sanitizedHtmlSchema.parse(
    html.replace(IN_SOURCE, `$1${siteUrl.replace(/\/+$/, '')}/${MEDIA_FOLDER}`),
  );
}
