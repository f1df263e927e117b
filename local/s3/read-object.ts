import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import { requireObject, type S3Context } from './context.ts';
import { preconditionFailed } from './errors.ts';
import { readVerdict } from './preconditions.ts';
import type { StoredObject } from './rows.ts';
import { headerValue, splitChecksums } from './stored-headers.ts';
import { NULL_VERSION } from './version-id.ts';

/** The query parameters with which a reader replaces a header of the answer. */
export const RESPONSE_OVERRIDES = [
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
] as const;

/** Headers that a 304 keeps (RFC 9110 §15.4.5). */
const KEPT_BY_NOT_MODIFIED = new Set([
  'cache-control',
  'etag',
  'expires',
  'last-modified',
  'x-amz-version-id',
]);

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The one range that a request asks for, `end` included; undefined where it asks for the whole object or in a
 * way S3 does not honour (several ranges, another unit). Throws InvalidRange, 416.
 */
const requestedRange = (
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined => {
  const [, from = '', to = ''] = RANGE.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (start >= size || (from === '' && Number(to) === 0))
    throw new AwsError(
      'InvalidRange',
      `The requested range is not satisfiable: the object has ${size} bytes.`,
      416,
      {
        'content-range': `bytes */${size}`,
      },
    );
  return { start, end };
};

const objectHeaders = (call: S3Call, object: StoredObject): Record<string, string> => {
  const { checksums, rest } = splitChecksums(object.headers);
  const wantsChecksum = call.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const headers: Record<string, string> = {
    ...rest,
    ...(wantsChecksum && call.headers['range'] === undefined ? checksums : {}),
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...(object.version === NULL_VERSION ? {} : { 'x-amz-version-id': object.version }),
  };
  for (const parameter of RESPONSE_OVERRIDES) {
    const value = call.query.get(parameter);
    if (value !== null) headers[parameter.slice('response-'.length)] = headerValue(parameter, value);
  }
  return headers;
};

/** GetObject and HeadObject: conditions, one range, versions, response overrides. */
export const getObject = (context: S3Context, call: S3Call): Reply => {
  const version = call.query.get('versionId') ?? undefined;
  const object = requireObject(context, { bucket: call.bucket, key: call.key, version });
  const headers = objectHeaders(call, object);
  const verdict = readVerdict(call.headers, object);
  if (verdict === 'failed') throw preconditionFailed('If-Match or If-Unmodified-Since');
  if (verdict === 'not-modified') {
    const kept = Object.entries(headers).filter(([name]) => KEPT_BY_NOT_MODIFIED.has(name));
    return { status: 304, headers: Object.fromEntries(kept), body: '' };
  }
  const range = requestedRange(call.headers['range'], object.size);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  const length = end - start + 1;
  const body = call.method === 'HEAD' ? '' : context.rows.slice(object.seq, start, length);
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(length),
      ...(range ? { 'content-range': `bytes ${start}-${end}/${object.size}` } : {}),
    },
    body,
  };
};
