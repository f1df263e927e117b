import type { S3Call } from '../protocol.ts';
import { notRunLocally } from './errors.ts';
import { RESPONSE_OVERRIDES } from './read-object.ts';

const LIST = ['prefix', 'delimiter', 'max-keys', 'encoding-type'] as const;

type Rule = {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  on: 'service' | 'bucket' | 'object';
  /** Query parameters that make it this operation. */
  needs?: readonly string[];
  /** Further parameters it knows. */
  may?: readonly string[];
  /** A header that makes it this operation. */
  header?: { name: string; is: RegExp };
};

const COPY = { name: 'x-amz-copy-source', is: /./ } as const;

/** What is run locally. The first rule that fits names the operation; any other parameter is refused. */
const OPERATIONS = {
  ListBuckets: { method: 'GET', on: 'service' },
  HeadBucket: { method: 'HEAD', on: 'bucket' },
  GetBucketLocation: { method: 'GET', on: 'bucket', needs: ['location'] },
  GetBucketVersioning: { method: 'GET', on: 'bucket', needs: ['versioning'] },
  ListObjectVersions: {
    method: 'GET',
    on: 'bucket',
    needs: ['versions'],
    may: [...LIST, 'key-marker', 'version-id-marker'],
  },
  ListMultipartUploads: {
    method: 'GET',
    on: 'bucket',
    needs: ['uploads'],
    may: ['prefix', 'encoding-type', 'key-marker', 'upload-id-marker', 'max-uploads'],
  },
  ListObjectsV2: {
    method: 'GET',
    on: 'bucket',
    needs: ['list-type'],
    may: [...LIST, 'continuation-token', 'start-after', 'fetch-owner'],
  },
  ListObjects: { method: 'GET', on: 'bucket', may: [...LIST, 'marker'] },
  DeleteObjects: { method: 'POST', on: 'bucket', needs: ['delete'] },
  PostObject: {
    method: 'POST',
    on: 'bucket',
    header: { name: 'content-type', is: /^multipart\/form-data/i },
  },
  ListParts: {
    method: 'GET',
    on: 'object',
    needs: ['uploadId'],
    may: ['max-parts', 'part-number-marker', 'encoding-type'],
  },
  GetObject: { method: 'GET', on: 'object', may: ['versionId', ...RESPONSE_OVERRIDES] },
  HeadObject: { method: 'HEAD', on: 'object', may: ['versionId', ...RESPONSE_OVERRIDES] },
  UploadPartCopy: { method: 'PUT', on: 'object', needs: ['partNumber', 'uploadId'], header: COPY },
  UploadPart: { method: 'PUT', on: 'object', needs: ['partNumber', 'uploadId'] },
  CopyObject: { method: 'PUT', on: 'object', header: COPY },
  PutObject: { method: 'PUT', on: 'object' },
  CreateMultipartUpload: { method: 'POST', on: 'object', needs: ['uploads'] },
  CompleteMultipartUpload: { method: 'POST', on: 'object', needs: ['uploadId'] },
  AbortMultipartUpload: { method: 'DELETE', on: 'object', needs: ['uploadId'] },
  DeleteObject: { method: 'DELETE', on: 'object', may: ['versionId'] },
} as const satisfies Record<string, Rule>;

export type S3Operation = keyof typeof OPERATIONS;

/** Parameters of the transport: the SDK's note to itself and a presigned URL's signature and hoisted headers. */
const TRANSPORT = /^(x-id|x-amz-.+)$/i;

const isOperation = (name: string): name is S3Operation => Object.hasOwn(OPERATIONS, name);
const RULES: readonly (readonly [S3Operation, Rule])[] = Object.keys(OPERATIONS)
  .filter(isOperation)
  .map((name) => [name, OPERATIONS[name]]);

/**
 * The name of the operation that a request asks for, as in the S3 API reference.
 * Throws NotImplemented, naming what was asked, for everything that is not run locally.
 */
export const operationOf = (
  call: Pick<S3Call, 'method' | 'bucket' | 'key' | 'query' | 'headers'>,
): S3Operation => {
  const place = call.key !== '' ? 'object' : call.bucket !== '' ? 'bucket' : 'service';
  const given = [...call.query.keys()].filter((name) => !TRANSPORT.test(name));
  const found = RULES.find(
    ([, rule]) =>
      rule.method === call.method &&
      rule.on === place &&
      (rule.needs ?? []).every((name) => call.query.has(name)) &&
      (rule.header === undefined || rule.header.is.test(call.headers[rule.header.name] ?? '')),
  );
  const known = found && [...(found[1].needs ?? []), ...(found[1].may ?? [])];
  if (!found || !given.every((name) => known?.includes(name)))
    throw notRunLocally(
      `S3 ${call.method} on ${place === 'service' ? 'the' : 'a'} ${place} with ?${given.join('&')}`,
    );
  return found[0];
};
