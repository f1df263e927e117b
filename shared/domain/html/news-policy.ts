import { cleanPlainText } from './plain-text.ts';
import { LINK_SCHEMES, PICTURE_SCHEMES, safeUrl } from './safe-url.ts';

/** The elements that a release may consist of. */
export const NEWS_TAGS: readonly string[] = (
  'p h2 h3 h4 a ul ol li blockquote figure figcaption img table caption thead tbody tfoot tr th td ' +
  'em strong b i u s sub sup br hr pre code span time abbr cite q small dl dt dd'
).split(' ');

/** Headings outside h2–h4: the page's own title is its only h1. */
export const RENAMED_TAGS: Readonly<Record<string, string>> = { h1: 'h2', h5: 'h4', h6: 'h4' };

/** Elements whose text was never meant to be read; it goes with them. */
export const TAGS_DROPPED_WITH_THEIR_TEXT: string[] = (
  'script style noscript noembed noframes iframe template svg math title textarea option select xmp plaintext ' +
  'object applet audio video canvas'
).split(' ');

/** Every link carries this: a release does not vouch for where its author points. */
export const LINK_REL = 'nofollow noopener noreferrer';

type Clean = (value: string) => string | undefined;

const text: Clean = (value) => cleanPlainText(value) || undefined;
const textOrEmpty: Clean = (value) => cleanPlainText(value);
const link: Clean = (value) => safeUrl(value, LINK_SCHEMES);
const picture: Clean = (value) => safeUrl(value, PICTURE_SCHEMES);
const language = matching(/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/i);
const length = matching(/^[1-9][0-9]{0,4}$/);
const cells = matching(/^[1-9][0-9]{0,2}$/);

/** Attributes by element, each with what makes its value fit to be published; `*` stands anywhere. */
export const NEWS_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Clean>>>> = {
  '*': { lang: language, dir: matching(/^(?:ltr|rtl|auto)$/) },
  a: { href: link, title: text, hreflang: language },
  img: { src: picture, alt: textOrEmpty, width: length, height: length, title: text },
  th: { colspan: cells, rowspan: cells, scope: matching(/^(?:col|row|colgroup|rowgroup)$/) },
  td: { colspan: cells, rowspan: cells, scope: matching(/^(?:col|row|colgroup|rowgroup)$/) },
};

/** Deeper elements are left out, their text stays. */
export const NESTING_LIMIT = 50;

function matching(pattern: RegExp): Clean {
  return (value) => (pattern.test(value) ? value : undefined);
}
