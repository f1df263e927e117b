import type { Reply, S3Call } from '../protocol.ts';
import { transaction } from '../sqlite.ts';
import { md5Hex, verifyBody } from './checksums.ts';
import { checkKey, emitChange, requireBucket, requireObject, type S3Context } from './context.ts';
import { invalidArgument, invalidRequest, preconditionFailed } from './errors.ts';
import { checkWrite, readVerdict } from './preconditions.ts';
import type { StoredObject } from './rows.ts';
import { checksumHeaders, splitChecksums, storedHeaders } from './stored-headers.ts';
import { leaf, xmlReply, xmlTime } from './xml.ts';
import { makeVersionId, NULL_VERSION } from './version-id.ts';
import { checksumOf, declaredChecksum, isChecksumAlgorithm, type Checksum } from './checksums.ts';

/** What is written, and as which event. */
export type Written = {
  event: `ObjectCreated:${'Put' | 'Post' | 'Copy' | 'CompleteMultipartUpload'}`;
  key: string;
  headers: Record<string, string>;
  body: Buffer;
  /** Without quotes; the MD5 of the body where it is absent. */
  etag?: string;
};

/** The headers that tell a writer what it has written. */
export const writtenHeaders = (object: StoredObject): Record<string, string> => ({
  etag: `"${object.etag}"`,
  ...splitChecksums(object.headers).checksums,
  ...(object.version === NULL_VERSION ? {} : { 'x-amz-version-id': object.version }),
});

/**
 * Stores an object and tells of it, both or neither. In a bucket with versions the one before stays.
 * The conditions are those of `call`. Throws what `checkWrite` throws, NoSuchBucket, KeyTooLongError.
 */
export const writeObject = (context: S3Context, call: S3Call, written: Written): StoredObject => {
  const { rows, now, db } = context;
  const { key, headers, body, etag = md5Hex(body) } = written;
  checkKey(key);
  return transaction(db, () => {
    const bucket = requireBucket(context, call.bucket);
    const before = rows.latest(call.bucket, key);
    checkWrite(call.headers, before);
    if (bucket.versioned) rows.retire(call.bucket, key);
    else if (before) rows.remove(before.seq);
    const seq = rows.nextSeq();
    const object: StoredObject = {
      seq,
      bucket: call.bucket,
      key,
      version: bucket.versioned ? makeVersionId(seq) : NULL_VERSION,
      latest: true,
      marker: false,
      size: body.length,
      etag,
      modifiedMs: now(),
      headers,
    };
    rows.insert(object, body);
    emitChange(context, call, {
      name: written.event,
      key,
      seq,
      size: body.length,
      etag,
      ...(bucket.versioned ? { versionId: object.version } : {}),
    });
    return object;
  });
};

/** PutObject. */
export const putObject = (context: S3Context, call: S3Call): Reply => {
  const checksum = verifyBody(call.headers, call.body);
  const headers = { ...storedHeaders(call.headers), ...checksumHeaders(checksum) };
  const object = writeObject(context, call, {
    event: 'ObjectCreated:Put',
    key: call.key,
    headers,
    body: call.body,
  });
  return { status: 200, headers: writtenHeaders(object), body: '' };
};

/** Where a copy comes from: `/bucket/key?versionId=…`, percent-encoded. Throws InvalidArgument. */
export const copySource = (header: string): { bucket: string; key: string; version: string | undefined } => {
  const [path = '', version] = header.replace(/^\//, '').split('?versionId=');
  const invalid = invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
  );
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw invalid;
  }
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1) throw invalid;
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), version };
};

/** The source of a copy, its conditions met. Throws PreconditionFailed and what `requireObject` throws. */
export const requireCopySource = (context: S3Context, call: S3Call): StoredObject => {
  const source = requireObject(context, copySource(call.headers['x-amz-copy-source'] ?? ''));
  if (readVerdict(call.headers, source, 'x-amz-copy-source-') !== 'proceed')
    throw preconditionFailed('x-amz-copy-source-if-…');
  return source;
};

/** A copy keeps its source's kind of checksum, or takes the one asked for; it always covers the whole object. */
const copiedChecksum = (call: S3Call, source: StoredObject, body: Buffer): Checksum | undefined => {
  const asked = call.headers['x-amz-checksum-algorithm']?.toLowerCase() ?? '';
  const algorithm = isChecksumAlgorithm(asked) ? asked : declaredChecksum(source.headers)?.algorithm;
  return algorithm && { algorithm, value: checksumOf(algorithm, body) };
};

/** CopyObject: content and, unless REPLACE is asked for, the headers of the source. */
export const copyObject = (context: S3Context, call: S3Call): Reply => {
  const directive = call.headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw invalidArgument(`Unknown metadata directive ${directive}`);
  const source = requireCopySource(context, call);
  const isItself = source.bucket === call.bucket && source.key === call.key && source.latest;
  if (isItself && directive === 'COPY')
    throw invalidRequest(
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    );
  const body = context.rows.body(source.seq);
  const kept = directive === 'COPY' ? splitChecksums(source.headers).rest : storedHeaders(call.headers);
  const headers = { ...kept, ...checksumHeaders(copiedChecksum(call, source, body)) };
  const object = writeObject(context, call, { event: 'ObjectCreated:Copy', key: call.key, headers, body });
  return xmlReply(
    'CopyObjectResult',
    [leaf('ETag', `"${object.etag}"`), leaf('LastModified', xmlTime(object.modifiedMs))],
    {
      ...(object.version === NULL_VERSION ? {} : { 'x-amz-version-id': object.version }),
      ...(source.version === NULL_VERSION ? {} : { 'x-amz-copy-source-version-id': source.version }),
    },
  );
};
