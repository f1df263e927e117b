import { randomBytes } from 'node:crypto';
import type { Reply, S3Call } from '../protocol.ts';
import { checksumOf, isChecksumAlgorithm, md5Hex, verifyBody, type Checksum } from './checksums.ts';
import { checkKey, requireBucket, type S3Context } from './context.ts';
import { invalidArgument, invalidRequest, noSuchUpload } from './errors.ts';
import { checksumHeader } from './checksums.ts';
import { storedHeaders } from './stored-headers.ts';
import type { Part, Upload, UploadRows } from './upload-rows.ts';
import { NULL_VERSION } from './version-id.ts';
import { requireCopySource } from './write-object.ts';
import { leaf, xmlReply, xmlTime } from './xml.ts';

const MAX_PART_NUMBER = 10_000;
const COPY_RANGE = /^bytes=(\d{1,15})-(\d{1,15})$/;

/** What the operations of a multipart upload work with. */
export type MultipartContext = S3Context & { uploads: UploadRows };

/** The upload that a request names. Throws NoSuchBucket, NoSuchUpload. */
export const requireUpload = (context: MultipartContext, call: S3Call): Upload => {
  requireBucket(context, call.bucket);
  const upload = context.uploads.upload(call.query.get('uploadId') ?? '', call.bucket, call.key);
  if (!upload) throw noSuchUpload();
  return upload;
};

const wantedChecksum = (headers: Readonly<Record<string, string>>): Upload['checksum'] => {
  const algorithm = headers['x-amz-checksum-algorithm']?.toLowerCase();
  if (algorithm === undefined) return undefined;
  if (!isChecksumAlgorithm(algorithm))
    throw invalidRequest(`Checksum algorithm provided is unsupported: ${algorithm}`);
  const isCrc64 = algorithm === 'crc64nvme';
  const type = headers['x-amz-checksum-type'] ?? (isCrc64 ? 'FULL_OBJECT' : 'COMPOSITE');
  const fits = type === 'FULL_OBJECT' ? algorithm.startsWith('crc') : type === 'COMPOSITE' && !isCrc64;
  if (!fits) throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm} algorithm`);
  return { algorithm, type: type === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE' };
};

/** CreateMultipartUpload. */
export const createUpload = (context: MultipartContext, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  checkKey(call.key);
  const { bucket, key } = call;
  const checksum = wantedChecksum(call.headers);
  const id = randomBytes(32).toString('base64url');
  const headers = storedHeaders(call.headers);
  context.uploads.insert({ id, bucket, key, headers, checksum, initiatedMs: context.now() });
  return xmlReply(
    'InitiateMultipartUploadResult',
    [leaf('Bucket', bucket), leaf('Key', key), leaf('UploadId', id)],
    checksum
      ? {
          'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
          'x-amz-checksum-type': checksum.type,
        }
      : {},
  );
};

const partNumber = (call: S3Call): number => {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER)
    throw invalidArgument(`Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`);
  return number;
};

const storePart = (
  context: MultipartContext,
  call: S3Call,
  body: Buffer,
  declared: Checksum | undefined,
): Part => {
  const upload = requireUpload(context, call);
  const algorithm = upload.checksum?.algorithm ?? declared?.algorithm;
  if (declared && declared.algorithm !== algorithm)
    throw invalidRequest(`Checksum Type mismatch occurred: expected ${algorithm}, got ${declared.algorithm}`);
  const part: Part = {
    number: partNumber(call),
    size: body.length,
    etag: md5Hex(body),
    modifiedMs: context.now(),
    checksum: algorithm && { algorithm, value: declared?.value ?? checksumOf(algorithm, body) },
  };
  context.uploads.putPart(upload.id, part, body);
  return part;
};

/** UploadPart: the later of two parts with one number counts. */
export const uploadPart = (context: MultipartContext, call: S3Call): Reply => {
  const declared = verifyBody(call.headers, call.body);
  const { etag, checksum } = storePart(context, call, call.body, declared);
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      ...(checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {}),
    },
    body: '',
  };
};

/** UploadPartCopy: a part out of an object, or out of a range of it. */
export const uploadPartCopy = (context: MultipartContext, call: S3Call): Reply => {
  const source = requireCopySource(context, call);
  const range = call.headers['x-amz-copy-source-range'];
  let [start, end] = [0, source.size - 1];
  if (range !== undefined) {
    const [, from, to] = COPY_RANGE.exec(range) ?? [];
    [start, end] = [Number(from), Number(to)];
    if (!(start <= end && end < source.size))
      throw invalidArgument(`Range specified is not valid for source object of size: ${source.size}`);
  }
  const body = context.rows.slice(source.seq, start, end - start + 1);
  const part = storePart(context, call, body, undefined);
  return xmlReply(
    'CopyPartResult',
    [leaf('ETag', `"${part.etag}"`), leaf('LastModified', xmlTime(part.modifiedMs))],
    source.version === NULL_VERSION ? {} : { 'x-amz-copy-source-version-id': source.version },
  );
};

/** AbortMultipartUpload: the parts are gone. */
export const abortUpload = (context: MultipartContext, call: S3Call): Reply => {
  context.uploads.remove(requireUpload(context, call).id);
  return { status: 204, headers: {}, body: '' };
};
