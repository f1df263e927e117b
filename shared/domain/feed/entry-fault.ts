import { xmlCharacters } from '../site/escape.ts';
import type { Entry } from './feed.ts';

const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** RFC 6838 §4.2, of an image. */
const TYPE = /^image\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** RFC 822 dates of feeds have four digits for the year. */
const LAST_YEAR = 9999;

const RULES: readonly { fault: string; isBroken: (entry: Entry) => boolean }[] = [
  { fault: 'id is not a normalised URI', isBroken: ({ uri }) => !isNormalisedUri(uri) },
  {
    fault: 'link is not an absolute http(s) address',
    isBroken: ({ url, jsonUrl, newsroom, categoryScheme, image }) =>
      ![url, jsonUrl, newsroom.feedUrl, newsroom.atomUrl, categoryScheme, image?.url ?? url].every(isWebUrl),
  },
  {
    fault: 'picture has no media type',
    isBroken: ({ image }) => image !== undefined && !TYPE.test(image.type),
  },
  { fault: 'title is empty', isBroken: ({ title }) => isBlank(title) },
  { fault: 'content is empty', isBroken: ({ contentHtml }) => isBlank(contentHtml) },
  { fault: 'newsroom has no name', isBroken: ({ newsroom }) => isBlank(newsroom.name) },
  { fault: 'language is not a BCP 47 tag', isBroken: ({ language }) => !LANGUAGE.test(language) },
  {
    fault: 'time is not a date of the years 0 to 9999',
    isBroken: ({ publishedAt, updatedAt, firstPublicAt }) =>
      ![publishedAt, updatedAt, firstPublicAt].every(isTime),
  },
];

/** What would make an entry spoil its feed, or undefined. One bad entry is left out and the others are published. */
export function entryFault(entry: Entry): string | undefined {
  return RULES.find(({ isBroken }) => isBroken(entry))?.fault;
}

/** An id is compared character by character (RFC 4287 §4.2.6.1), so no serialiser may have a reason to rewrite it. */
function isNormalisedUri(uri: string): boolean {
  return /^[!-~]+$/.test(uri) && URL.canParse(uri) && new URL(uri).href === uri;
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function isBlank(text: string): boolean {
  return xmlCharacters(text).trim() === '';
}

function isTime(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 0 && year <= LAST_YEAR;
}
