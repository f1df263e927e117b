import type { HttpRequest } from '../http-api/http-message.ts';
import { queryOf, queryValues } from './edge-event.ts';
import type { CachePolicy, OriginRequestPolicy } from './policies.ts';
import { select, type Selection } from './selection.ts';

/** Headers that CloudFront takes off unless a policy names them ("HTTP request headers and CloudFront behavior"). */
const REMOVED = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cookie',
  'referer',
  'host',
]);
const REMOVED_WHEN_READING = new Set(['authorization']);
/** Answered at the edge, so the origin is asked for the whole. */
const CONDITIONS = new Set(['if-none-match', 'if-modified-since', 'if-range', 'range']);

type Policies = { cache: CachePolicy; origin: OriginRequestPolicy | undefined };
export type Cached = { cacheable: boolean };

/** The request as the origin gets it: what the two policies name, and what CloudFront forwards by itself. */
export function originRequest(
  request: HttpRequest,
  { cache, origin }: Policies,
  { cacheable }: Cached,
): HttpRequest {
  const named = (part: 'headers' | 'query' | 'cookies'): Selection[] => [
    cache[part],
    ...(origin ? [origin[part]] : []),
  ];
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const headers = Object.entries(request.headers);
  const forwarded = headers.filter(
    ([name]) =>
      !REMOVED.has(name) &&
      !(reading && REMOVED_WHEN_READING.has(name)) &&
      !(cacheable && CONDITIONS.has(name)) &&
      name !== 'user-agent',
  );
  const chosen = union(
    headers.filter(([name]) => name !== 'cookie'),
    named('headers'),
  );
  const query = union(Object.entries(queryValues(request.query)), named('query'));
  const cookies = union(
    Object.entries(queryValues((request.headers['cookie'] ?? '').replaceAll(/; */g, '&'))),
    named('cookies'),
  );
  return {
    ...request,
    query: queryOf(Object.fromEntries(query)),
    headers: {
      'user-agent': 'Amazon CloudFront',
      'x-forwarded-for': request.ip,
      ...Object.fromEntries(forwarded),
      ...Object.fromEntries(chosen),
      ...(cookies.length > 0 ? { cookie: queryOf(Object.fromEntries(cookies)).replaceAll('&', '; ') } : {}),
    },
  };
}

/** What of a request tells its answer from another's, beside the path. */
export function keyOf(request: HttpRequest, cache: CachePolicy, encodings: readonly string[]): string {
  const headers = select(Object.entries(request.headers), cache.headers).sort(byName);
  const query = select(Object.entries(queryValues(request.query)), cache.query).sort(byName);
  const cookies = select(
    Object.entries(queryValues((request.headers['cookie'] ?? '').replaceAll(/; */g, '&'))),
    cache.cookies,
  );
  return JSON.stringify([encodings, headers, query, cookies]);
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : Number(a > b));

const union = <Value>(
  entries: readonly [string, Value][],
  selections: readonly Selection[],
): [string, Value][] =>
  entries.filter((entry) => selections.some((selection) => select([entry], selection).length > 0));
