import { AwsError, type Reply, type S3Call } from '../protocol.ts';
import { transaction } from '../sqlite.ts';
import { verifyBody } from './checksums.ts';
import { checkVersionId, emitChange, requireBucket, type S3Context } from './context.ts';
import { invalidRequest, malformedXml, notRunLocally } from './errors.ts';
import { makeVersionId, NULL_VERSION } from './version-id.ts';
import { branch, childText, childrenOf, leaf, parseXml, xmlReply, type XmlElement } from './xml.ts';

const MAX_KEYS_PER_REQUEST = 1000;

/** What a deletion did: `version` is the marker it made, or the version it removed. */
type Deleted = { version?: string; marker: boolean };

const addMarker = (context: S3Context, call: S3Call, key: string): Deleted => {
  const { rows } = context;
  rows.retire(call.bucket, key);
  const seq = rows.nextSeq();
  const version = makeVersionId(seq);
  const marker = { seq, bucket: call.bucket, key, version, marker: true, size: 0, etag: '', headers: {} };
  rows.insert({ ...marker, modifiedMs: context.now() }, Buffer.alloc(0));
  emitChange(context, call, { name: 'ObjectRemoved:DeleteMarkerCreated', key, seq, versionId: version });
  return { version, marker: true };
};

/** Removes one row for good; the newest one left becomes the latest. Nothing there: nothing happens, as on S3. */
const removeRow = (context: S3Context, call: S3Call, key: string, version: string | undefined): Deleted => {
  const { rows } = context;
  const named = version === undefined ? {} : { version };
  const found = rows.version(call.bucket, key, version ?? NULL_VERSION);
  if (!found) return { ...named, marker: false };
  rows.remove(found.seq);
  if (found.latest) rows.promote(call.bucket, key);
  const versionId = version === undefined ? {} : { versionId: version };
  emitChange(context, call, { name: 'ObjectRemoved:Delete', key, seq: rows.nextSeq(), ...versionId });
  return { ...named, marker: found.marker };
};

const remove = (context: S3Context, call: S3Call, key: string, version: string | undefined): Deleted => {
  if (version !== undefined) checkVersionId(version);
  return transaction(context.db, () => {
    const { versioned } = requireBucket(context, call.bucket);
    return versioned && version === undefined
      ? addMarker(context, call, key)
      : removeRow(context, call, key, version);
  });
};

/** DeleteObject: without a version a marker where the bucket has versions; with one, that version for good. */
export const deleteObject = (context: S3Context, call: S3Call): Reply => {
  if (call.headers['if-match'] !== undefined) throw notRunLocally('DeleteObject with If-Match');
  const { version, marker } = remove(context, call, call.key, call.query.get('versionId') ?? undefined);
  return {
    status: 204,
    headers: {
      ...(version === undefined ? {} : { 'x-amz-version-id': version }),
      ...(marker ? { 'x-amz-delete-marker': 'true' } : {}),
    },
    body: '',
  };
};

const deleteOne = (context: S3Context, call: S3Call, entry: XmlElement, quiet: boolean): string => {
  const key = childText(entry, 'Key') ?? '';
  const asked = childText(entry, 'VersionId');
  try {
    if (key === '') throw malformedXml('an Object has no Key');
    if (entry.children.some(({ name }) => name !== 'Key' && name !== 'VersionId'))
      throw notRunLocally('DeleteObjects with a condition');
    const { version, marker } = remove(context, call, key, asked);
    if (quiet) return '';
    return branch(
      'Deleted',
      leaf('Key', key),
      leaf('VersionId', asked),
      marker ? leaf('DeleteMarker', true) + leaf('DeleteMarkerVersionId', version) : '',
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return branch(
      'Error',
      leaf('Key', key),
      leaf('VersionId', asked),
      leaf('Code', error.code),
      leaf('Message', error.message),
    );
  }
};

/** DeleteObjects: up to 1,000 keys, each with its own answer. */
export const deleteObjects = (context: S3Context, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  if (!verifyBody(call.headers, call.body) && call.headers['content-md5'] === undefined)
    throw invalidRequest('Missing required header for this request: Content-MD5 or x-amz-checksum-…');
  const root = parseXml(call.body);
  const entries = childrenOf(root, 'Object');
  if (root.name !== 'Delete' || entries.length === 0 || entries.length > MAX_KEYS_PER_REQUEST)
    throw malformedXml(`Delete needs 1 to ${MAX_KEYS_PER_REQUEST} Object elements`);
  const quiet = childText(root, 'Quiet') === 'true';
  return transaction(context.db, () =>
    xmlReply(
      'DeleteResult',
      entries.map((entry) => deleteOne(context, call, entry, quiet)),
    ),
  );
};
