import * as z from 'zod';
import type { Reply, S3Call } from '../protocol.ts';
import { requireBucket, type S3Context } from './context.ts';
import { invalidArgument } from './errors.ts';
import { commonPrefix, listEncoding, pageSize } from './list-page.ts';
import type { StoredObject } from './rows.ts';
import { branch, leaf, xmlReply, xmlTime } from './xml.ts';

/** One page: objects and rolled-up prefixes together are at most `max`; `last` is where the next page goes on. */
type Page = { objects: StoredObject[]; prefixes: string[]; last: string; truncated: boolean };

const tokenSchema = z.string().min(1);

const pageOf = (
  context: S3Context,
  bucket: string,
  want: { prefix: string; delimiter: string; after: string; max: number },
): Page => {
  const { prefix, delimiter, after, max } = want;
  const page: Page = { objects: [], prefixes: [], last: '', truncated: false };
  if (max === 0) return page;
  for (const object of context.rows.current(bucket, after, prefix)) {
    if (!object.key.startsWith(prefix)) break;
    const rolled = commonPrefix(object.key, prefix, delimiter);
    // Rows of one prefix are neighbours, and a prefix that `after` has passed was on an earlier page.
    if (rolled !== undefined && (rolled === page.prefixes.at(-1) || after.startsWith(rolled))) continue;
    if (page.objects.length + page.prefixes.length === max) return { ...page, truncated: true };
    if (rolled === undefined) page.objects.push(object);
    else page.prefixes.push(rolled);
    page.last = rolled ?? object.key;
  }
  return page;
};

const contents = (object: StoredObject, encode: (text: string) => string, withOwner: boolean): string =>
  branch(
    'Contents',
    branch('Key', encode(object.key)),
    leaf('LastModified', xmlTime(object.modifiedMs)),
    leaf('ETag', `"${object.etag}"`),
    leaf('Size', object.size),
    leaf('StorageClass', 'STANDARD'),
    withOwner ? branch('Owner', leaf('ID', 'local')) : '',
  );

const tokenFor = (last: string): string => Buffer.from(last).toString('base64url');

const placeOfToken = (token: string): string => {
  const place = tokenSchema.safeParse(Buffer.from(token, 'base64url').toString());
  if (!place.success || tokenFor(place.data) !== token)
    throw invalidArgument('The continuation token provided is incorrect');
  return place.data;
};

const listing = (call: S3Call, page: Page, heads: string[], withOwner: boolean, max: number): Reply => {
  const { encode, element } = listEncoding(call.query);
  const delimiter = call.query.get('delimiter');
  return xmlReply('ListBucketResult', [
    leaf('Name', call.bucket),
    branch('Prefix', encode(call.query.get('prefix') ?? '')),
    delimiter ? branch('Delimiter', encode(delimiter)) : '',
    leaf('MaxKeys', max),
    element,
    leaf('IsTruncated', page.truncated),
    ...heads,
    ...page.objects.map((object) => contents(object, encode, withOwner)),
    ...page.prefixes.map((prefix) => branch('CommonPrefixes', branch('Prefix', encode(prefix)))),
  ]);
};

/** ListObjectsV2: keys in UTF-8 order, with prefix, delimiter, start-after and continuation token. */
export const listObjectsV2 = (context: S3Context, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  const { query } = call;
  if (query.get('list-type') !== '2') throw invalidArgument('Invalid list type specified');
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const max = pageSize(query, 'max-keys');
  const page = pageOf(context, call.bucket, {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: token === null ? (startAfter ?? '') : placeOfToken(token),
    max,
  });
  const { encode } = listEncoding(query);
  const heads = [
    leaf('KeyCount', page.objects.length + page.prefixes.length),
    leaf('ContinuationToken', token ?? undefined),
    startAfter ? branch('StartAfter', encode(startAfter)) : '',
    page.truncated ? leaf('NextContinuationToken', tokenFor(page.last)) : '',
  ];
  return listing(call, page, heads, query.get('fetch-owner') === 'true', max);
};

/** ListObjects, the first version: as the second, paged by a marker that is a key. */
export const listObjects = (context: S3Context, call: S3Call): Reply => {
  requireBucket(context, call.bucket);
  const { query } = call;
  const marker = query.get('marker') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const max = pageSize(query, 'max-keys');
  const page = pageOf(context, call.bucket, {
    prefix: query.get('prefix') ?? '',
    delimiter,
    after: marker,
    max,
  });
  const { encode } = listEncoding(query);
  const heads = [
    branch('Marker', encode(marker)),
    page.truncated && delimiter !== '' ? branch('NextMarker', encode(page.last)) : '',
  ];
  return listing(call, page, heads, true, max);
};
