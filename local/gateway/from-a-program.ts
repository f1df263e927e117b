import type { Request } from './request.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
/** What a browser adds to what its pages send, and lets no page take away (Fetch, "forbidden request-header"). */
const OF_A_PAGE = ['origin', 'referer', 'sec-fetch-site'];

/**
 * Whether a request surely comes from a program on this machine and not from a web page in its browser: it carries an
 * `Authorization` header, which a page of another origin may not send unasked, names the loopback as its host, which a
 * page under a rebound name does not, and has none of a page's marks.
 */
export function isFromAProgram({ headers }: Request): boolean {
  return (
    headers['authorization'] !== undefined &&
    LOOPBACK.test(headers['host'] ?? '') &&
    OF_A_PAGE.every((name) => headers[name] === undefined)
  );
}
