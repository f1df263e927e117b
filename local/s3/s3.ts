import type { DatabaseSync } from 'node:sqlite';
import { AwsError, type Now, type Reply, type S3Call, type S3Event } from '../protocol.ts';
import { completeUpload } from './complete-upload.ts';
import { requireBucket } from './context.ts';
import { corsHeaders, preflight, storedCors, type CorsRule } from './cors.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { listParts, listUploads } from './list-uploads.ts';
import { listObjectVersions } from './list-versions.ts';
import { abortUpload, createUpload, uploadPart, uploadPartCopy, type MultipartContext } from './multipart.ts';
import { operationOf, type S3Operation } from './operations.ts';
import { postObject } from './post-form.ts';
import { getObject } from './read-object.ts';
import { makeRows } from './rows.ts';
import { refuseUnsupported } from './stored-headers.ts';
import { makeUploadRows } from './upload-rows.ts';
import { copyObject, putObject } from './write-object.ts';
import { branch, leaf, xmlReply, xmlTime } from './xml.ts';

export type S3 = {
  /** Makes the bucket, or gives the one there its new configuration. Versions cannot be turned off again. */
  createBucket: (name: string, options: { versioned: boolean; cors?: readonly CorsRule[] }) => void;
  /** Answers one request. Throws `AwsError` for every refusal; whoever answers HTTP turns it into XML. */
  handle: (call: S3Call) => Promise<Reply>;
  /** The CORS headers that belong on an answer which `handle` has not made: a refusal, above all. */
  corsHeaders: (call: Pick<S3Call, 'method' | 'bucket' | 'headers'>) => Record<string, string>;
  /** Releases what the service holds; the database is its opener's to close. */
  close: () => void;
};

/** The one region that GetBucketLocation does not name. */
const DEFAULT_REGION = 'us-east-1';

type RouterContext = MultipartContext & { region: string };

const HANDLERS: Record<S3Operation, (context: RouterContext, call: S3Call) => Reply> = {
  ListBuckets: ({ rows }) => {
    const buckets = rows
      .buckets()
      .map(({ name, createdMs }) =>
        branch('Bucket', leaf('Name', name), leaf('CreationDate', xmlTime(createdMs))),
      );
    return xmlReply('ListAllMyBucketsResult', [
      branch('Owner', leaf('ID', 'local')),
      branch('Buckets', ...buckets),
    ]);
  },
  HeadBucket: (context, call) => {
    requireBucket(context, call.bucket);
    return { status: 200, headers: { 'x-amz-bucket-region': context.region }, body: '' };
  },
  GetBucketLocation: (context, call) => {
    requireBucket(context, call.bucket);
    return xmlReply('LocationConstraint', [context.region === DEFAULT_REGION ? '' : context.region]);
  },
  GetBucketVersioning: (context, call) =>
    xmlReply('VersioningConfiguration', [
      requireBucket(context, call.bucket).versioned ? leaf('Status', 'Enabled') : '',
    ]),
  ListObjectVersions: listObjectVersions,
  ListMultipartUploads: listUploads,
  ListObjectsV2: listObjectsV2,
  ListObjects: listObjects,
  DeleteObjects: deleteObjects,
  PostObject: postObject,
  ListParts: listParts,
  GetObject: getObject,
  HeadObject: getObject,
  UploadPartCopy: uploadPartCopy,
  UploadPart: uploadPart,
  CopyObject: copyObject,
  PutObject: putObject,
  CreateMultipartUpload: createUpload,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
  DeleteObject: deleteObject,
};

/** A presigned URL may carry `x-amz-` headers as parameters; S3 takes them as if they had been sent. */
const withHoistedHeaders = (call: S3Call): S3Call => {
  const hoisted: Record<string, string> = {};
  for (const [name, value] of call.query) if (name.startsWith('x-amz-')) hoisted[name] = value;
  return { ...call, headers: { ...hoisted, ...call.headers } };
};

/**
 * S3 on one SQLite file: buckets, versions, conditional writes, listings, multipart uploads, checksums, forms.
 * `emit` is called inside the transaction that changes the object: what it writes to `db` stands or falls with
 * the change. What is not run locally throws NotImplemented and never does something else instead.
 */
export const makeS3 = (options: {
  db: DatabaseSync;
  emit: (event: S3Event) => void;
  now: Now;
  region?: string;
}): S3 => {
  const { db, emit, now, region = DEFAULT_REGION } = options;
  const rows = makeRows(db);
  const context: RouterContext = { db, emit, now, region, rows, uploads: makeUploadRows(db) };
  const answer = (call: S3Call): Reply => {
    if (call.method === 'OPTIONS') return preflight(rows.bucket(call.bucket), call);
    const operation = operationOf(call);
    const full = withHoistedHeaders(call);
    refuseUnsupported(full.headers);
    return HANDLERS[operation](context, full);
  };
  return {
    createBucket: (name, { versioned, cors = [] }) => {
      const before = rows.bucket(name);
      if (before?.versioned && !versioned)
        throw new AwsError(
          'IllegalVersioningConfigurationException',
          `The bucket ${name} keeps versions in this data directory and the template no longer does. ` +
            'Versions cannot be turned off: declare them again, or begin with an empty data directory.',
        );
      rows.putBucket({ name, versioned, cors: storedCors(cors), createdMs: before?.createdMs ?? now() });
    },
    handle: async (call) => {
      const reply = answer(call);
      const extra = call.method === 'OPTIONS' ? {} : corsHeaders(rows.bucket(call.bucket), call);
      return { ...reply, headers: { ...reply.headers, ...extra } };
    },
    corsHeaders: (call) => corsHeaders(rows.bucket(call.bucket), call),
    close: () => {},
  };
};
