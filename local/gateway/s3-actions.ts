import type { Need } from '../iam/authoriser.ts';
import type { Context } from '../iam/conditions.ts';
import { operationOf, type S3Operation } from '../s3/operations.ts';
import { copySource } from '../s3/write-object.ts';

/** What of an S3 request decides which permissions it needs. */
export type S3Request = {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
};
export type S3Action = {
  name: S3Operation;
  action: string;
  resource: string;
  needs: readonly Need[];
};

/** The action that each operation needs; `versioned` where a `versionId` makes it another one. */
const ACTIONS: Readonly<Record<S3Operation, { action: string; versioned?: string }>> = {
  // Service Authorization Reference, "Actions defined by Amazon S3".
  ListBuckets: { action: 's3:ListAllMyBuckets' },
  HeadBucket: { action: 's3:ListBucket' },
  GetBucketLocation: { action: 's3:GetBucketLocation' },
  GetBucketVersioning: { action: 's3:GetBucketVersioning' },
  ListObjectVersions: { action: 's3:ListBucketVersions' },
  ListMultipartUploads: { action: 's3:ListBucketMultipartUploads' },
  ListObjectsV2: { action: 's3:ListBucket' },
  ListObjects: { action: 's3:ListBucket' },
  DeleteObjects: { action: 's3:DeleteObject' },
  PostObject: { action: 's3:PutObject' },
  ListParts: { action: 's3:ListMultipartUploadParts' },
  GetObject: { action: 's3:GetObject', versioned: 's3:GetObjectVersion' },
  HeadObject: { action: 's3:GetObject', versioned: 's3:GetObjectVersion' },
  UploadPartCopy: { action: 's3:PutObject' },
  UploadPart: { action: 's3:PutObject' },
  CopyObject: { action: 's3:PutObject' },
  PutObject: { action: 's3:PutObject' },
  CreateMultipartUpload: { action: 's3:PutObject' },
  CompleteMultipartUpload: { action: 's3:PutObject' },
  AbortMultipartUpload: { action: 's3:AbortMultipartUpload' },
  DeleteObject: { action: 's3:DeleteObject', versioned: 's3:DeleteObjectVersion' },
};

/** Query parameters and headers that S3 offers as condition keys `s3:<name>`. */
const CONDITION_PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'versionId'];
const CONDITION_HEADERS = [
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-metadata-directive',
  'x-amz-acl',
  'x-amz-server-side-encryption',
  'if-match',
  'if-none-match',
];

/**
 * The operation and everything its caller must be allowed. Beyond the table: `If-Match` on a write also reads, a copy
 * reads its source, an ACL header sets an ACL; `DeleteObjects` is decided key by key, so it needs nothing as a whole.
 * Throws `NotImplemented` for what is not run locally.
 */
export function s3Action(request: S3Request): S3Action {
  const { method, bucket, key, query } = request;
  const name = operationOf(request);
  const { action: plain, versioned } = ACTIONS[name];
  const action = versioned !== undefined && query.has('versionId') ? versioned : plain;
  const resource = s3Arn(bucket, key);
  if (name === 'DeleteObjects') return { name, action, resource, needs: [] };
  const context = contextOf(request);
  const needs: Need[] = [{ action, resource, context }];
  if (sent(request, 'if-match') !== undefined && (method === 'PUT' || method === 'POST')) {
    needs.push({ action: 's3:GetObject', resource });
  }
  if (sent(request, 'x-amz-acl') !== undefined) needs.push({ action: 's3:PutObjectAcl', resource, context });
  const source = sent(request, 'x-amz-copy-source');
  if (source !== undefined) needs.push(readOf(source));
  return { name, action, resource, needs };
}

/** The ARN of a bucket, or of an object in it; of all buckets where none is named. */
export const s3Arn = (bucket: string, key = ''): string =>
  `arn:aws:s3:::${bucket || '*'}${key ? `/${key}` : ''}`;

function readOf(header: string): Need {
  const { bucket, key, version } = copySource(header);
  const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return { action, resource: s3Arn(bucket, key) };
}

/** A header, or the query parameter that stands for it in a presigned request. */
const sent = ({ headers, query }: S3Request, name: string): string | undefined =>
  headers[name] ?? query.get(name) ?? undefined;

function contextOf(request: S3Request): Context {
  const context: Record<string, string> = {
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:authtype': request.query.has('X-Amz-Signature') ? 'REST-QUERY-STRING' : 'REST-HEADER',
  };
  for (const name of CONDITION_PARAMETERS) {
    const value = request.query.get(name);
    if (value !== null) context[`s3:${name.toLowerCase()}`] = value;
  }
  for (const name of CONDITION_HEADERS) {
    const value = sent(request, name);
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  return context;
}
