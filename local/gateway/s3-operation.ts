import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import { decodeAwsChunked, isAwsChunked } from '../s3/aws-chunked.ts';
import { parsePostForm } from '../s3/post-form.ts';
import type { S3 } from '../s3/s3.ts';
import { copySource } from '../s3/write-object.ts';
import type { Signed } from './authenticate.ts';
import { checkChunkSignatures } from './chunk-signatures.ts';
import type { Caller, Operation } from './operation.ts';
import { checkPostPolicy } from './post-policy.ts';
import type { Request } from './request.ts';
import { s3Action, s3Arn, type S3Action } from './s3-actions.ts';
import { deleteAllowed } from './s3-delete-objects.ts';

/** Operations that tell of a missing object only to those who may list its bucket. */
const HIDING: ReadonlySet<S3Action['name']> = new Set([
  'GetObject',
  'HeadObject',
  'CopyObject',
  'UploadPartCopy',
]);
/** The only trailers that are believed: another one could name headers that the signature does not cover. */
const TRAILER = /^x-amz-checksum-[a-z0-9]+$/;

type Options = {
  s3: Pick<S3, 'handle'>;
  secretOf: (accessKeyId: string) => string | undefined;
  now: () => number;
};
/** An operation, and the key that signed it: in the headers or URL, or in an uploaded form. */
export type S3Operation = { operation: Operation; accessKeyId: string | undefined };

/** Reads an S3 request to its operation: framing undone and verified, form policy checked, permissions listed. */
export function s3Operation(request: Request, signed: Signed | undefined, options: Options): S3Operation {
  const { s3 } = options;
  const { headers, body } = unframed(request, signed);
  const { bucket, key } = s3Address(request.rawPath);
  const { method, query } = request;
  const call = { method, bucket, key, query, headers, body };
  if (method === 'OPTIONS') return { operation: preflight(call, s3), accessKeyId: undefined };

  const asked = s3Action(call);
  if (asked.name !== 'PostObject') {
    return {
      operation: { ...asked, service: 's3', perform: performer(asked, call, s3) },
      accessKeyId: signed?.accessKeyId,
    };
  }
  const form = parsePostForm(body, headers['content-type'] ?? '');
  const accessKeyId = checkPostPolicy(form, { bucket, ...options }) ?? signed?.accessKeyId;
  const resource = s3Arn(bucket, form.key);
  const needs = asked.needs.map((need) => ({ ...need, resource }));
  const put = { ...asked, resource, needs };
  return { operation: { ...put, service: 's3', perform: performer(put, call, s3) }, accessKeyId };
}

/** The bucket and key of a path-style request. Throws `InvalidURI` for a bad percent escape. */
export function s3Address(rawPath: string): { bucket: string; key: string } {
  let path: string;
  try {
    path = decodeURIComponent(rawPath);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400);
  }
  const slash = path.indexOf('/', 1);
  if (slash < 0) return { bucket: path.slice(1), key: '' };
  return { bucket: path.slice(1, slash), key: path.slice(slash + 1) };
}

type Unsent = Omit<S3Call, 'requestId' | 'principal'>;

function performer(asked: S3Action, unsent: Unsent, s3: Pick<S3, 'handle'>): Operation['perform'] {
  return async (caller) => {
    const call = { ...unsent, requestId: caller.requestId, principal: caller.principal.arn };
    if (asked.name === 'DeleteObjects') return deleteAllowed(call, caller, s3.handle);
    try {
      return await s3.handle(call);
    } catch (error) {
      if (HIDING.has(asked.name) && isMissing(error) && !mayList(call, caller)) {
        throw new AwsError('AccessDenied', 'Access Denied', 403);
      }
      throw error;
    }
  };
}

const isMissing = (error: unknown): boolean => error instanceof AwsError && error.code === 'NoSuchKey';

function mayList(call: S3Call, caller: Caller): boolean {
  const source = call.headers['x-amz-copy-source'] ?? call.query.get('x-amz-copy-source');
  const bucket = source && call.method === 'PUT' ? copySource(source).bucket : call.bucket;
  return caller.may({ action: 's3:ListBucket', resource: s3Arn(bucket) });
}

/** A browser asks before it sends credentials, so this needs none. */
function preflight(call: Unsent, s3: Pick<S3, 'handle'>): Operation {
  const perform = ({ requestId, principal }: Caller): Promise<Reply> =>
    s3.handle({ ...call, requestId, principal: principal.arn });
  const resource = s3Arn(call.bucket, call.key);
  return { service: 's3', name: 'Preflight', action: 's3:Preflight', resource, needs: [], perform };
}

function unframed(request: Request, signed: Signed | undefined): Pick<Request, 'headers' | 'body'> {
  const { headers, body: framed } = request;
  if (!isAwsChunked(headers)) return { headers, body: framed };
  const length = headers['x-amz-decoded-content-length'];
  const { body, trailers } = decodeAwsChunked(framed, length === undefined ? undefined : Number(length));
  if (signed) checkChunkSignatures(headers['x-amz-content-sha256'], framed, signed);
  const believed = Object.entries(trailers).filter(([name]) => TRAILER.test(name));
  return { headers: { ...headers, ...Object.fromEntries(believed) }, body };
}
