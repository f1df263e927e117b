import { dropInvisible } from './plain-text.ts';

/** Where a link may lead: absolute addresses only, so that a page, a feed and a partner's copy agree on it. */
export const LINK_SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'] as const;
export const PICTURE_SCHEMES = ['https:'] as const;

const CONTROL_OR_SPACE = /[\p{Cc} ]/u;
const WRITTEN_PLAINLY = /^[!#-;=?-[\]_a-z~]+$/i;
const FIT_FOR_OUTPUT = /^[!#-;=?-~]+$/;
const WEB_AUTHORITY = /^https?:\/\/([^/?#\\]+)/i;
const DEFAULT_PORT = /:(?:80|443)$/;

/**
 * The address as it may be published, or undefined. It must be absolute, of one of `schemes`, without user name or
 * password; http and https need their `//` and a host. An address whose host is written in another way than it is
 * resolved (look-alike letters, percent signs, one number) is given in its resolved form, so that it shows where it leads.
 */
export function safeUrl(value: string, schemes: readonly string[]): string | undefined {
  const text = dropInvisible(value).trim();
  if (CONTROL_OR_SPACE.test(text) && !/^https?:/i.test(text)) return undefined;
  if (/[\t\n\r\\]/.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || !schemes.includes(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'http:' || url.protocol === 'https:') return webAddress(text, url);
  return url.pathname !== '' && FIT_FOR_OUTPUT.test(text) ? text : undefined;
}

function webAddress(text: string, url: URL): string | undefined {
  const authority = WEB_AUTHORITY.exec(text)?.[1]?.toLowerCase().replace(DEFAULT_PORT, '');
  if (authority === undefined || url.hostname === '') return undefined;
  if (authority === url.host && WRITTEN_PLAINLY.test(text)) return text;
  return FIT_FOR_OUTPUT.test(url.href) ? url.href : undefined;
}
