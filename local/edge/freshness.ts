import type { CachePolicy } from './policies.ts';

type Headers = Readonly<Record<string, string | string[]>>;
type Ttls = Pick<CachePolicy, 'minTtlS' | 'defaultTtlS' | 'maxTtlS'>;

/** Errors that CloudFront keeps by itself, and those that it keeps when the origin or the distribution says so. */
const ALWAYS_CACHED = new Set([404, 414, 500, 501, 502, 503, 504]);
const CACHED_WHEN_TOLD = new Set([400, 403, 405, 412, 415]);
const DEFAULT_ERROR_TTL_S = 10;

/**
 * How long CloudFront keeps an answer, in seconds (developer guide, "Manage how long content stays in the cache").
 * `now` in milliseconds, for `Expires`.
 */
export function ttlOf(headers: Headers, { minTtlS, defaultTtlS, maxTtlS }: Ttls, now: number): number {
  const told = toldTtl(headers, now);
  if (told === 'never') return minTtlS;
  return told === undefined ? Math.max(minTtlS, defaultTtlS) : Math.min(Math.max(told, minTtlS), maxTtlS);
}

/** The same for an answer with a status of 400 and above; `configuredS` is the distribution's ErrorCachingMinTTL for it. */
export function errorTtlOf(
  status: number,
  headers: Headers,
  configuredS: number | undefined,
  now: number,
): number {
  const told = toldTtl(headers, now);
  const toldS = typeof told === 'number' ? told : undefined;
  const kept =
    ALWAYS_CACHED.has(status) || (CACHED_WHEN_TOLD.has(status) && (configuredS ?? toldS) !== undefined);
  return kept ? Math.max(configuredS ?? DEFAULT_ERROR_TTL_S, toldS ?? 0) : 0;
}

function toldTtl(headers: Headers, now: number): number | 'never' | undefined {
  const directives = new Map(
    String(headers['cache-control'] ?? '')
      .toLowerCase()
      .split(',')
      .map((directive): [string, string] => {
        const [name = '', value = ''] = directive.trim().split('=');
        return [name, value.replaceAll('"', '')];
      }),
  );
  if (['no-store', 'no-cache', 'private'].some((name) => directives.has(name))) return 'never';
  const seconds = directives.get('s-maxage') ?? directives.get('max-age');
  if (seconds !== undefined && /^\d+$/.test(seconds)) return Number(seconds);
  const expires = Date.parse(String(headers['expires'] ?? ''));
  return Number.isNaN(expires) ? undefined : Math.max(0, Math.round((expires - now) / 1000));
}
