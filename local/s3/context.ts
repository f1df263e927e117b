import type { DatabaseSync } from 'node:sqlite';
import type { Now, S3Call, S3Event } from '../protocol.ts';
import { invalidArgument, noSuchBucket, noSuchKey, noSuchVersion } from './errors.ts';
import { AwsError } from '../protocol.ts';
import type { Bucket, Rows, StoredObject } from './rows.ts';
import { NULL_VERSION, seqOfVersionId } from './version-id.ts';

/** What every operation works with. `emit` runs inside the transaction that changes the object. */
export type S3Context = { db: DatabaseSync; rows: Rows; emit: (event: S3Event) => void; now: Now };

const MAX_KEY_BYTES = 1024;
const SEQUENCER_DIGITS = 18;

/** The bucket of that name. Throws NoSuchBucket. */
export const requireBucket = ({ rows }: S3Context, name: string): Bucket => {
  const bucket = rows.bucket(name);
  if (!bucket) throw noSuchBucket(name);
  return bucket;
};

/** Throws KeyTooLongError over 1,024 bytes of UTF-8. */
export const checkKey = (key: string): void => {
  const bytes = Buffer.byteLength(key);
  if (bytes > MAX_KEY_BYTES)
    throw new AwsError('KeyTooLongError', `Your key is too long: ${bytes} bytes, at most ${MAX_KEY_BYTES}.`);
};

/** Throws InvalidArgument for a version id that S3 never gave out. */
export const checkVersionId = (version: string): void => {
  if (version !== NULL_VERSION && seqOfVersionId(version) === undefined)
    throw invalidArgument('Invalid version id specified');
};

const markerHeaders = (marker: StoredObject): Record<string, string> => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': marker.version,
});

/**
 * The object that a read means: the latest version, or the one that `version` names. Throws NoSuchBucket,
 * NoSuchKey, NoSuchVersion; for a delete marker NoSuchKey, or MethodNotAllowed where its version was named.
 */
export const requireObject = (
  context: S3Context,
  where: { bucket: string; key: string; version: string | undefined },
): StoredObject => {
  const { bucket, key, version } = where;
  requireBucket(context, bucket);
  if (version === undefined) {
    const latest = context.rows.latest(bucket, key);
    if (!latest) throw noSuchKey();
    if (latest.marker) throw noSuchKey(markerHeaders(latest));
    return latest;
  }
  checkVersionId(version);
  const found = context.rows.version(bucket, key, version);
  if (!found) throw noSuchVersion();
  if (found.marker)
    throw new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource: the version is a delete marker.',
      405,
      { ...markerHeaders(found), 'last-modified': new Date(found.modifiedMs).toUTCString() },
    );
  return found;
};

/** Tells of a change, in the transaction that makes it. `seq` orders the events of a key. */
export const emitChange = (
  context: S3Context,
  call: S3Call,
  change: { name: string; key: string; seq: number } & Pick<S3Event, 'size' | 'etag' | 'versionId'>,
): void => {
  const { seq, ...rest } = change;
  context.emit({
    ...rest,
    bucket: call.bucket,
    sequencer: seq.toString(16).toUpperCase().padStart(SEQUENCER_DIGITS, '0'),
    principal: call.principal,
    requestId: call.requestId,
  });
};
