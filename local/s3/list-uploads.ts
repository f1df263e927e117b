import type { Reply, S3Call } from '../protocol.ts';
import { checksumElement } from './checksums.ts';
import { requireBucket } from './context.ts';
import { invalidArgument } from './errors.ts';
import { listEncoding, pageSize } from './list-page.ts';
import { requireUpload, type MultipartContext } from './multipart.ts';
import { branch, leaf, xmlReply, xmlTime } from './xml.ts';

const OWNER = branch('Initiator', leaf('ID', 'local')) + branch('Owner', leaf('ID', 'local'));

/** ListParts: by number, paged by part-number-marker. */
export const listParts = (context: MultipartContext, call: S3Call): Reply => {
  const upload = requireUpload(context, call);
  const max = pageSize(call.query, 'max-parts');
  const marker = Number(call.query.get('part-number-marker') ?? 0);
  if (!Number.isInteger(marker)) throw invalidArgument('Provided part-number-marker not an integer');
  const all = context.uploads.parts(upload.id, marker);
  const page = all.slice(0, max);
  const isTruncated = all.length > page.length && page.length > 0;
  return xmlReply('ListPartsResult', [
    leaf('Bucket', call.bucket),
    leaf('Key', call.key),
    leaf('UploadId', upload.id),
    leaf('PartNumberMarker', marker),
    isTruncated ? leaf('NextPartNumberMarker', page.at(-1)?.number) : '',
    leaf('MaxParts', max),
    leaf('IsTruncated', isTruncated),
    leaf('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()),
    leaf('ChecksumType', upload.checksum?.type),
    ...page.map((part) =>
      branch(
        'Part',
        leaf('PartNumber', part.number),
        leaf('LastModified', xmlTime(part.modifiedMs)),
        leaf('ETag', `"${part.etag}"`),
        leaf('Size', part.size),
        part.checksum ? leaf(checksumElement(part.checksum.algorithm), part.checksum.value) : '',
      ),
    ),
    leaf('StorageClass', 'STANDARD'),
    OWNER,
  ]);
};

/** ListMultipartUploads: the uploads that are neither complete nor aborted, by key and id. */
export const listUploads = (context: MultipartContext, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  const { query } = call;
  const { encode, element } = listEncoding(query);
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  // Without an upload id the page begins behind every upload of that key: no id is greater than this one.
  const idMarker = query.get('upload-id-marker') ?? '\u{10ffff}';
  const max = pageSize(query, 'max-uploads');
  const all = context.uploads
    .pending(call.bucket, keyMarker, idMarker)
    .filter(({ key }) => key.startsWith(prefix));
  const page = all.slice(0, max);
  const next = all.length > page.length ? page.at(-1) : undefined;
  return xmlReply('ListMultipartUploadsResult', [
    leaf('Bucket', call.bucket),
    branch('KeyMarker', encode(keyMarker)),
    leaf('UploadIdMarker', query.get('upload-id-marker') ?? ''),
    branch('Prefix', encode(prefix)),
    next ? branch('NextKeyMarker', encode(next.key)) + leaf('NextUploadIdMarker', next.id) : '',
    leaf('MaxUploads', max),
    element,
    leaf('IsTruncated', next !== undefined),
    ...page.map((upload) =>
      branch(
        'Upload',
        branch('Key', encode(upload.key)),
        leaf('UploadId', upload.id),
        OWNER,
        leaf('StorageClass', 'STANDARD'),
        leaf('Initiated', xmlTime(upload.initiatedMs)),
        leaf('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()),
        leaf('ChecksumType', upload.checksum?.type),
      ),
    ),
  ]);
};
