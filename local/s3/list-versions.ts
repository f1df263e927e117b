import type { Reply, S3Call } from '../protocol.ts';
import { checkVersionId, requireBucket, type S3Context } from './context.ts';
import { invalidArgument } from './errors.ts';
import { commonPrefix, listEncoding, pageSize } from './list-page.ts';
import type { StoredObject } from './rows.ts';
import { NULL_VERSION, seqOfVersionId } from './version-id.ts';
import { branch, leaf, xmlReply, xmlTime } from './xml.ts';

type Page = {
  versions: StoredObject[];
  prefixes: string[];
  next: { key: string; version?: string } | undefined;
};

/** Where a page begins: behind one version of a key, or behind all of them. */
const placeOf = (context: S3Context, call: S3Call): { after: string; olderThan: number } => {
  const key = call.query.get('key-marker');
  const version = call.query.get('version-id-marker');
  if (key === null || key === '') {
    if (version) throw invalidArgument('A version-id marker cannot be specified without a key marker.');
    return { after: '', olderThan: 0 };
  }
  if (version === null || version === '') return { after: key, olderThan: 0 };
  checkVersionId(version);
  const seq =
    version === NULL_VERSION
      ? context.rows.version(call.bucket, key, NULL_VERSION)?.seq
      : seqOfVersionId(version);
  return { after: key, olderThan: seq ?? 0 };
};

const pageOf = (context: S3Context, call: S3Call, max: number): Page => {
  const prefix = call.query.get('prefix') ?? '';
  const delimiter = call.query.get('delimiter') ?? '';
  const { after, olderThan } = placeOf(context, call);
  const page: Page = { versions: [], prefixes: [], next: undefined };
  if (max === 0) return page;
  let last: { key: string; version?: string } | undefined;
  for (const object of context.rows.history(call.bucket, prefix, after, olderThan)) {
    if (!object.key.startsWith(prefix)) break;
    const rolled = commonPrefix(object.key, prefix, delimiter);
    if (rolled !== undefined && (rolled === page.prefixes.at(-1) || after.startsWith(rolled))) continue;
    if (page.versions.length + page.prefixes.length === max) return { ...page, next: last };
    if (rolled === undefined) page.versions.push(object);
    else page.prefixes.push(rolled);
    last = rolled === undefined ? { key: object.key, version: object.version } : { key: rolled };
  }
  return page;
};

const entry = (object: StoredObject, encode: (text: string) => string): string =>
  branch(
    object.marker ? 'DeleteMarker' : 'Version',
    branch('Key', encode(object.key)),
    leaf('VersionId', object.version),
    leaf('IsLatest', object.latest),
    leaf('LastModified', xmlTime(object.modifiedMs)),
    object.marker
      ? ''
      : leaf('ETag', `"${object.etag}"`) + leaf('Size', object.size) + leaf('StorageClass', 'STANDARD'),
    branch('Owner', leaf('ID', 'local')),
  );

/**
 * ListObjectVersions: by key in UTF-8 order, then the newest first, markers among the versions. A page can be
 * resumed behind a version that has been deleted meanwhile.
 */
export const listObjectVersions = (context: S3Context, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  const { query } = call;
  const { encode, element } = listEncoding(query);
  const max = pageSize(query, 'max-keys');
  const page = pageOf(context, call, max);
  const delimiter = query.get('delimiter');
  return xmlReply('ListVersionsResult', [
    leaf('Name', call.bucket),
    branch('Prefix', encode(query.get('prefix') ?? '')),
    branch('KeyMarker', encode(query.get('key-marker') ?? '')),
    leaf('VersionIdMarker', query.get('version-id-marker') ?? ''),
    page.next ? branch('NextKeyMarker', encode(page.next.key)) : '',
    leaf('NextVersionIdMarker', page.next?.version),
    delimiter ? branch('Delimiter', encode(delimiter)) : '',
    leaf('MaxKeys', max),
    element,
    leaf('IsTruncated', page.next !== undefined),
    ...page.versions.map((object) => entry(object, encode)),
    ...page.prefixes.map((prefix) => branch('CommonPrefixes', branch('Prefix', encode(prefix)))),
  ]);
};
