import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { HttpReply } from '../http-api/http-message.ts';
import type { CachePolicy } from './policies.ts';

export type Encoding = 'br' | 'gzip';

/** CloudFront developer guide, "Serve compressed files": conditions and file types. */
const SMALLEST_BYTES = 1000;
const LARGEST_BYTES = 10_000_000;
const STATUSES = new Set([200, 403, 404]);
const TYPES = new Set(
  `application/dash+xml application/eot application/font application/font-sfnt application/javascript
   application/json application/opentype application/otf application/pdf application/pkcs7-mime application/protobuf
   application/rss+xml application/truetype application/ttf application/vnd.apple.mpegurl
   application/vnd.mapbox-vector-tile application/vnd.ms-fontobject application/wasm application/xhtml+xml
   application/xml application/x-font-opentype application/x-font-truetype application/x-font-ttf application/x-httpd-cgi
   application/x-javascript application/x-mpegurl application/x-opentype application/x-otf application/x-perl
   application/x-ttf font/eot font/opentype font/otf font/ttf image/svg+xml text/css text/csv text/html text/javascript
   text/js text/plain text/richtext text/tab-separated-values text/xml text/x-component text/x-java-source text/x-script
   vnd.apple.mpegurl`.split(/\s+/),
);
const BROTLI_QUALITY = 5;

/** The encodings that both the viewer and the cache policy take: part of the cache key. */
export function encodingsOf(
  acceptEncoding: string | undefined,
  policy: Pick<CachePolicy, 'gzip' | 'brotli'>,
): Encoding[] {
  const accepted = (acceptEncoding ?? '').toLowerCase();
  const takes = (name: string): boolean =>
    new RegExp(String.raw`(^|[\s,])${name}(?!\s*;\s*q=0(\.0*)?\s*(,|$))\b`).test(accepted);
  return [
    ...(policy.brotli && takes('br') ? ['br' as const] : []),
    ...(policy.gzip && takes('gzip') ? ['gzip' as const] : []),
  ];
}

/** The answer compressed where CloudFront compresses it, else as it is. */
export function compressed(reply: HttpReply, encodings: readonly Encoding[]): HttpReply {
  const [encoding] = encodings;
  const type =
    String(reply.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase() ?? '';
  const size = reply.body.length;
  const fits =
    size >= SMALLEST_BYTES && size <= LARGEST_BYTES && STATUSES.has(reply.status) && TYPES.has(type);
  if (!encoding || !fits || reply.headers['content-encoding'] !== undefined) return reply;
  const etag = reply.headers['etag'];
  const body =
    encoding === 'br'
      ? brotliCompressSync(reply.body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : gzipSync(reply.body);
  return {
    status: reply.status,
    headers: {
      ...reply.headers,
      'content-encoding': encoding,
      vary: 'Accept-Encoding',
      ...(typeof etag === 'string' ? { etag: etag.startsWith('W/') ? etag : `W/${etag}` } : {}),
    },
    body,
  };
}
