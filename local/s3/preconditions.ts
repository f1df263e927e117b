import type { StoredObject } from './rows.ts';
import { noSuchKey, notRunLocally, preconditionFailed } from './errors.ts';

type Headers = Readonly<Record<string, string>>;

const tags = (header: string): string[] =>
  header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));

const names = (header: string, etag: string): boolean => {
  const wanted = tags(header);
  return wanted.includes('*') || wanted.includes(etag);
};

/** A date header in milliseconds; undefined where it is absent or no date (RFC 9110 §13.1.3: ignored). */
const dateOf = (header: string | undefined): number | undefined => {
  const ms = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(ms) ? undefined : ms;
};

/**
 * S3's conditional write: `If-None-Match: *` wants no object, `If-Match` wants this one. A delete marker is
 * no object. Throws PreconditionFailed, or NoSuchKey for If-Match without an object.
 */
export const checkWrite = (headers: Headers, current: StoredObject | undefined): void => {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && (noneMatch !== '*' || match !== undefined))
    throw notRunLocally('A write with If-None-Match other than * alone (S3 has none either)');
  const object = current?.marker ? undefined : current;
  if (match !== undefined) {
    if (!object) throw noSuchKey();
    if (!names(match, object.etag)) throw preconditionFailed('If-Match');
  }
  if (noneMatch !== undefined && object) throw preconditionFailed('If-None-Match');
};

/**
 * What a conditional read answers, in the order of RFC 9110 §13.2.2; `prefix` is `x-amz-copy-source-` for the
 * source of a copy. Times compare in whole seconds.
 */
export const readVerdict = (
  headers: Headers,
  object: StoredObject,
  prefix = '',
): 'proceed' | 'not-modified' | 'failed' => {
  const second = Math.floor(object.modifiedMs / 1000) * 1000;
  const match = headers[`${prefix}if-match`];
  const noneMatch = headers[`${prefix}if-none-match`];
  const unmodifiedSince = dateOf(headers[`${prefix}if-unmodified-since`]);
  const modifiedSince = dateOf(headers[`${prefix}if-modified-since`]);
  if (
    match !== undefined
      ? !names(match, object.etag)
      : unmodifiedSince !== undefined && second > unmodifiedSince
  )
    return 'failed';
  if (
    noneMatch !== undefined
      ? names(noneMatch, object.etag)
      : modifiedSince !== undefined && second <= modifiedSince
  )
    return 'not-modified';
  return 'proceed';
};
