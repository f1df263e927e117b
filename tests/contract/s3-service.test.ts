import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type ChecksumAlgorithm,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { S3Event } from '../../local/protocol.ts';
import { makeS3 } from '../../local/s3/s3.ts';
import { openDatabase } from '../../local/sqlite.ts';
import { startPlainAwsServer, type PlainAwsServer } from '../support/plain-aws-server.ts';

const MIB = 1024 * 1024;

let server: PlainAwsServer;
let client: S3Client;
let events: S3Event[] = [];
let nowMs = Date.UTC(2025, 0, 14, 9, 4, 11, 250);
const db = openDatabase(':memory:');
const s3 = makeS3({ db, emit: (event) => events.push(event), now: () => nowMs });

let bucketCount = 0;
const makeBucket = (versioned = true): string => {
  const name = `bucket-${++bucketCount}`;
  s3.createBucket(name, { versioned, cors: [] });
  return name;
};

beforeAll(async () => {
  server = await startPlainAwsServer({ s3 });
  client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});
beforeEach(() => {
  events = [];
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  db.close();
});

const put = (Bucket: string, Key: string, Body: string | Buffer, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
};
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: { name: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.$metadata?.httpStatusCode} ${error.name}`,
  );
const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex');

describe('objects', () => {
  it('come back with content headers and metadata', async () => {
    const Bucket = makeBucket();
    const headers = {
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'gzip',
      ContentLanguage: 'id',
      ContentType: 'text/markdown; charset=utf-8',
      ExpiresString: 'Tue, 14 Jan 2025 09:04:11 GMT',
      Metadata: { author: 'desk', status: '410' },
    };
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/b ü+&.md',
        Body: 'text',
        Expires: new Date(nowMs - 250),
        ...headers,
      }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'a/b ü+&.md' }));
    expect(got).toMatchObject({
      ...headers,
      ContentLength: 4,
      ETag: `"${md5('text')}"`,
      AcceptRanges: 'bytes',
    });
    expect(got.LastModified).toEqual(new Date(nowMs - 250));
    expect(await got.Body?.transformToString()).toBe('text');
  });

  it('can be empty, and can be streams', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'empty', '');
    expect(await read(Bucket, 'empty')).toBe('');
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from(['ab', 'cd']), ContentLength: 4 }),
    );
    expect(await read(Bucket, 'stream')).toBe('abcd');
    expect(
      (await client.send(new GetObjectCommand({ Bucket, Key: 'stream' }))).ContentEncoding,
    ).toBeUndefined();
  });

  it('are measured by HEAD', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'k', 'x'.repeat(5000), { Metadata: { m: '1' } });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(head).toMatchObject({ ContentLength: 5000, Metadata: { m: '1' } });
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toBe('404 NotFound');
  });

  it.each([
    ['bytes=0-1', '01', 'bytes 0-1/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ['bytes=5-2', '0123456789', undefined],
    ['lines=1-2', '0123456789', undefined],
  ])('give the range %s', async (Range, text, ContentRange) => {
    const Bucket = makeBucket();
    await put(Bucket, 'k', '0123456789');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
    expect(await got.Body?.transformToString()).toBe(text);
    expect(got.ContentRange).toBe(ContentRange);
  });

  it('have no range behind their end', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'k', '0123456789');
    const ask = client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=10-' }));
    expect(await refusal(ask)).toBe('416 InvalidRange');
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)('keep a %s', async (algorithm) => {
    const Bucket = makeBucket();
    const value = { CRC32: 'y/Q5Jg==', CRC32C: '4waSgw==', CRC64NVME: 'rosUhgp5mIg=' }[algorithm as string];
    const name = `Checksum${algorithm}` as const;
    const hash = algorithm.toLowerCase();
    const expected = value ?? createHash(hash).update('123456789').digest('base64');
    await put(Bucket, 'k', '123456789', {
      [name]: expected,
      ChecksumAlgorithm: algorithm as ChecksumAlgorithm,
    });
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect(got[name]).toBe(expected);
    expect(await got.Body?.transformToString()).toBe('123456789');
    expect(await refusal(put(Bucket, 'k', 'other', { [name]: expected }))).toBe('400 BadDigest');
  });

  it('with a wrong Content-MD5 are refused', async () => {
    const Bucket = makeBucket();
    const ContentMD5 = createHash('md5').update('other').digest('base64');
    expect(await refusal(put(Bucket, 'k', 'text', { ContentMD5 }))).toBe('400 BadDigest');
    expect(events).toEqual([]);
  });

  it('are read on conditions', async () => {
    const Bucket = makeBucket();
    const { ETag } = await put(Bucket, 'k', 'text');
    const get = (more: object) => refusal(client.send(new GetObjectCommand({ Bucket, Key: 'k', ...more })));
    expect(await get({ IfNoneMatch: ETag })).toMatch(/^304 /);
    expect(await get({ IfNoneMatch: '"other"' })).toBe('no error');
    expect(await get({ IfMatch: ETag })).toBe('no error');
    expect(await get({ IfMatch: '"other"' })).toBe('412 PreconditionFailed');
    expect(await get({ IfModifiedSince: new Date(nowMs) })).toMatch(/^304 /);
    expect(await get({ IfModifiedSince: new Date(nowMs - 5000) })).toBe('no error');
    expect(await get({ IfUnmodifiedSince: new Date(nowMs - 5000) })).toBe('412 PreconditionFailed');
  });

  it('are written on conditions', async () => {
    const Bucket = makeBucket();
    const first = await put(Bucket, 'k', '1', { IfNoneMatch: '*' });
    expect(await refusal(put(Bucket, 'k', '2', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect(await refusal(put(Bucket, 'k', '2', { IfMatch: '"other"' }))).toBe('412 PreconditionFailed');
    expect(await refusal(put(Bucket, 'none', '2', { IfMatch: first.ETag }))).toBe('404 NoSuchKey');
    await put(Bucket, 'k', '2', { IfMatch: first.ETag });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await put(Bucket, 'k', '3', { IfNoneMatch: '*' });
    expect(await read(Bucket, 'k')).toBe('3');
  });

  it('let one of twenty creators win', async () => {
    const Bucket = makeBucket();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        refusal(put(Bucket, 'k', String(index), { IfNoneMatch: '*' })),
      ),
    );
    expect(results.filter((result) => result === 'no error')).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  it('take another content type for one reading', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'k', 'x');
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', ResponseContentType: 'text/x' }));
    expect(got.ContentType).toBe('text/x');
  });

  it.each([
    ['a bucket that is not there', { Bucket: 'missing', Key: 'k' }, '404 NoSuchBucket'],
    ['a key of 1,025 bytes', { Key: 'ü'.repeat(512) + 'x' }, '400 KeyTooLongError'],
    ['3 KB of metadata', { Metadata: { m: 'x'.repeat(3000) } }, '400 MetadataTooLarge'],
    ['tags', { Tagging: 'a=b' }, '501 NotImplemented'],
    ['a public ACL', { ACL: 'public-read' as const }, '501 NotImplemented'],
    ['another storage class', { StorageClass: 'GLACIER' as const }, '501 NotImplemented'],
  ])('are refused: %s', async (_, input, expected) => {
    const Bucket = makeBucket();
    expect(await refusal(put(Bucket, 'k', 'x', input))).toBe(expected);
  });
});

describe('versions', () => {
  it('stay readable under their ids', async () => {
    const Bucket = makeBucket();
    const first = await put(Bucket, 'k', '1');
    const second = await put(Bucket, 'k', '2');
    expect(first.VersionId).not.toBe(second.VersionId);
    expect(await read(Bucket, 'k')).toBe('2');
    expect(await read(Bucket, 'k', first.VersionId)).toBe('1');
    expect(await refusal(read(Bucket, 'k', 'nonsense'))).toBe('400 InvalidArgument');
  });

  it('are hidden by a delete marker and come back when it goes', async () => {
    const Bucket = makeBucket();
    const { VersionId } = await put(Bucket, 'k', '1');
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await refusal(read(Bucket, 'k'))).toBe('404 NoSuchKey');
    expect(await read(Bucket, 'k', VersionId)).toBe('1');
    expect(await refusal(read(Bucket, 'k', marker.VersionId))).toBe('405 MethodNotAllowed');
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: marker.VersionId }));
    expect(await read(Bucket, 'k')).toBe('1');
  });

  it('make the one before the latest when the latest is deleted for good', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'k', '1');
    const { VersionId } = await put(Bucket, 'k', '2');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
    expect(await read(Bucket, 'k')).toBe('1');
    expect(await refusal(read(Bucket, 'k', VersionId))).toBe('404 NoSuchVersion');
  });

  it('do not exist in a bucket without them', async () => {
    const Bucket = makeBucket(false);
    const { VersionId } = await put(Bucket, 'k', '1');
    await put(Bucket, 'k', '2');
    expect(VersionId).toBeUndefined();
    const listed = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map((version) => version.VersionId)).toEqual(['null']);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(await refusal(read(Bucket, 'k'))).toBe('404 NoSuchKey');
    const status = await client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(status.Status).toBeUndefined();
  });
});

describe('events', () => {
  const shown = () => events.map(({ name, key, versionId }) => [name, key, versionId]);

  it('tell of each change, with its version', async () => {
    const Bucket = makeBucket();
    const first = await put(Bucket, 'k', 'text');
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: marker.VersionId }));
    expect(shown()).toEqual([
      ['ObjectCreated:Put', 'k', first.VersionId],
      ['ObjectRemoved:DeleteMarkerCreated', 'k', marker.VersionId],
      ['ObjectRemoved:Delete', 'k', marker.VersionId],
    ]);
    expect(events[0]).toMatchObject({ bucket: Bucket, size: 4, etag: md5('text') });
    const sequencers = events.map(({ sequencer }) => sequencer);
    expect(sequencers).toEqual([...sequencers].sort());
    expect(new Set(sequencers).size).toBe(3);
    expect(events[1]).not.toHaveProperty('size');
  });

  it('are silent where nothing happened', async () => {
    const Bucket = makeBucket(false);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
    expect(events).toEqual([]);
  });

  it('that cannot be told undo the change', async () => {
    const name = makeBucket();
    const broken = makeS3({
      db,
      now: () => nowMs,
      emit: () => {
        throw new Error('the queue is full');
      },
    });
    const call = {
      bucket: name,
      key: 'k',
      query: new URLSearchParams(),
      headers: {},
      requestId: '',
      principal: '',
    };
    await expect(broken.handle({ ...call, method: 'PUT', body: Buffer.from('x') })).rejects.toThrow('full');
    expect(await refusal(read(name, 'k'))).toBe('404 NoSuchKey');
  });
});

describe('copies', () => {
  it('keep headers, or take new ones', async () => {
    const Bucket = makeBucket();
    const { VersionId } = await put(Bucket, 'from ü', 'old', { ContentType: 'text/a', Metadata: { m: '1' } });
    await put(Bucket, 'from ü', 'new', { ContentType: 'text/b' });
    const source = `${Bucket}/${encodeURIComponent('from ü')}`;
    await client.send(
      new CopyObjectCommand({ Bucket, Key: 'kept', CopySource: `${source}?versionId=${VersionId}` }),
    );
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'kept' }))).toMatchObject({
      ContentType: 'text/a',
      Metadata: { m: '1' },
      ETag: `"${md5('old')}"`,
    });
    const copied = await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'replaced',
        CopySource: source,
        MetadataDirective: 'REPLACE',
        ContentType: 'text/c',
      }),
    );
    expect(copied.CopyObjectResult?.ETag).toBe(`"${md5('new')}"`);
    const replaced = await client.send(new HeadObjectCommand({ Bucket, Key: 'replaced' }));
    expect(replaced).toMatchObject({ ContentType: 'text/c', Metadata: {} });
    expect(events.at(-1)?.name).toBe('ObjectCreated:Copy');
  });

  it('are refused onto themselves, from nowhere, and on a condition that does not hold', async () => {
    const Bucket = makeBucket();
    const { ETag } = await put(Bucket, 'k', 'x');
    const copy = (more: object) =>
      refusal(client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/k`, ...more })));
    expect(await copy({ Key: 'k' })).toBe('400 InvalidRequest');
    expect(await copy({ CopySource: `${Bucket}/none` })).toBe('404 NoSuchKey');
    expect(await copy({ CopySource: 'nonsense' })).toBe('400 InvalidArgument');
    expect(await copy({ CopySourceIfMatch: '"other"' })).toBe('412 PreconditionFailed');
    expect(await copy({ CopySourceIfMatch: ETag, IfNoneMatch: '*' })).toBe('no error');
    expect(await copy({ IfNoneMatch: '*' })).toBe('412 PreconditionFailed');
  });
});

describe('deletions of many', () => {
  it('answer for each key', async () => {
    const Bucket = makeBucket();
    const { VersionId } = await put(Bucket, 'a & <b>', '1');
    await put(Bucket, 'c', '2');
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: {
          Objects: [{ Key: 'a & <b>', VersionId }, { Key: 'c' }, { Key: 'd', VersionId: 'nonsense' }],
        },
      }),
    );
    expect(Deleted?.[0]).toEqual({ Key: 'a & <b>', VersionId });
    expect(Deleted?.[1]).toMatchObject({ Key: 'c', DeleteMarker: true });
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['d', 'InvalidArgument']]);
  });

  it('can be quiet', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'a', '1');
    const result = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'a' }] } }),
    );
    expect(result.Deleted).toBeUndefined();
    expect(await refusal(read(Bucket, 'a'))).toBe('404 NoSuchKey');
  });
});

describe('listings', () => {
  /** In UTF-8 order; JavaScript would put U+FF5E behind the emoji. */
  const KEYS = ['A', 'a', 'a b', 'a+b', 'a/1', 'a/2', 'a/b/3', 'a_b', 'b/1', 'z', 'é', '～', '😀', '😀/x'];

  const fill = async (): Promise<string> => {
    const Bucket = makeBucket();
    for (const key of KEYS.toReversed()) await put(Bucket, key, key);
    return Bucket;
  };

  it.each([1, 2, 3, 7, 1000])('give every key once, in UTF-8 order, %i a page', async (MaxKeys) => {
    const Bucket = await fill();
    const keys: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket, MaxKeys })) {
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(keys).toEqual(KEYS);
  });

  it.each([1, 2, 3, 1000])('roll up prefixes, %i a page', async (MaxKeys) => {
    const Bucket = await fill();
    const found: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket, MaxKeys, Delimiter: '/' })) {
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    const rolled = new Set(KEYS.map((key) => /^[^/]*\/?/.exec(key)?.[0]));
    expect(found).toHaveLength(rolled.size);
    expect(new Set(found)).toEqual(rolled);
  });

  it('stay inside a prefix', async () => {
    const Bucket = await fill();
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', Delimiter: '/' }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'a/b/' }]);
  });

  it('begin behind a key, encode when asked, and tell times in whole seconds', async () => {
    const Bucket = await fill();
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, StartAfter: 'z', EncodingType: 'url', MaxKeys: 1 }),
    );
    expect(page.Contents?.[0]).toMatchObject({ Key: '%C3%A9', Size: 2, ETag: `"${md5('é')}"` });
    expect(page.Contents?.[0]?.LastModified).toEqual(new Date(nowMs - 250));
    expect(page.IsTruncated).toBe(true);
  });

  it('of the first version page by marker', async () => {
    const Bucket = await fill();
    const first = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 5 }));
    expect(first.NextMarker).toBe('a/');
    const second = await client.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 5, Marker: first.NextMarker }),
    );
    expect(second.Contents?.[0]?.Key).toBe('a_b');
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
  });

  it('refuse a token that is none', async () => {
    const Bucket = makeBucket();
    const ask = client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: '***' }));
    expect(await refusal(ask)).toBe('400 InvalidArgument');
  });

  const history = async (): Promise<{ bucket: string; expected: string[] }> => {
    const bucket = makeBucket();
    const a1 = await put(bucket, 'a', '1');
    const b1 = await put(bucket, 'b', '1');
    const a2 = await put(bucket, 'a', '2');
    const marker = await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a' }));
    const order = [marker, a2, a1, b1].map(({ VersionId }) => VersionId ?? '');
    return { bucket, expected: order };
  };
  const pageOfVersions = async (Bucket: string, more: object) => {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket, ...more }));
    const ids = [...(page.DeleteMarkers ?? []), ...(page.Versions ?? [])].map(
      ({ VersionId }) => VersionId ?? '',
    );
    const next = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    return { ids, next, page };
  };

  it.each([1, 2, 3, 4])('give versions by key, then the newest first, %i a page', async (MaxKeys) => {
    const { bucket, expected } = await history();
    const ids: string[] = [];
    let next: object = {};
    for (let more = true; more;) {
      const answer = await pageOfVersions(bucket, { MaxKeys, ...next });
      ids.push(...answer.ids);
      next = answer.next;
      more = answer.page.IsTruncated === true;
    }
    expect(ids).toEqual(expected);
  });

  it('of versions say which is the latest, and go on behind one that is gone', async () => {
    const { bucket, expected } = await history();
    const { page, next } = await pageOfVersions(bucket, { MaxKeys: 2 });
    expect(page.DeleteMarkers?.[0]?.IsLatest).toBe(true);
    expect(page.Versions?.[0]?.IsLatest).toBe(false);
    for (const VersionId of expected.slice(0, 2))
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a', VersionId }));
    expect((await pageOfVersions(bucket, next)).ids).toEqual(expected.slice(2));
    expect((await pageOfVersions(bucket, { Prefix: 'b' })).ids).toEqual(expected.slice(3));
    expect((await pageOfVersions(bucket, { KeyMarker: 'a' })).ids).toEqual(expected.slice(3));
  });
});

describe('multipart uploads', () => {
  const create = async (Bucket: string, Key: string, more: object = {}): Promise<string> => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    return UploadId ?? '';
  };

  it('become one object, with headers and the ETag of their parts', async () => {
    const Bucket = makeBucket();
    const where = { Bucket, Key: 'big ü' };
    const UploadId = await create(Bucket, where.Key, { ContentType: 'text/x', Metadata: { m: '1' } });
    const contents = [Buffer.alloc(5 * MIB, 'a'), Buffer.from('tail')];
    const Parts = [];
    for (const [index, Body] of contents.entries()) {
      const PartNumber = index + 1;
      const part = await client.send(new UploadPartCommand({ ...where, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 });
    }
    const listed = await client.send(new ListPartsCommand({ ...where, UploadId, MaxParts: 1 }));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, 5 * MIB]]);
    expect(listed.NextPartNumberMarker).toBe('1');
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload: { Parts } }),
    );
    const digests = contents.map((content) => Buffer.from(md5(content), 'hex'));
    expect(done.ETag).toBe(`"${md5(Buffer.concat(digests))}-2"`);
    const head = await client.send(new HeadObjectCommand(where));
    expect(head).toMatchObject({ ContentLength: 5 * MIB + 4, ContentType: 'text/x', Metadata: { m: '1' } });
    expect(events.map(({ name, size }) => [name, size])).toEqual([
      ['ObjectCreated:CompleteMultipartUpload', 5 * MIB + 4],
    ]);
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  });

  it.each([
    ['CRC32C', 'COMPOSITE', '-1'],
    ['SHA256', 'COMPOSITE', '-1'],
    ['CRC64NVME', 'FULL_OBJECT', ''],
  ] as const)('keep a %s that is %s', async (ChecksumAlgorithm, ChecksumType, suffix) => {
    const Bucket = makeBucket();
    const where = { Bucket, Key: 'k' };
    const UploadId = await create(Bucket, 'k', { ChecksumAlgorithm });
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const part = await client.send(
      new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: '123456789', ChecksumAlgorithm }),
    );
    const Parts = [{ PartNumber: 1, ETag: part.ETag, [name]: part[name] }];
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.ChecksumType).toBe(ChecksumType);
    expect(done[name]?.endsWith(suffix)).toBe(true);
    const head = await client.send(new HeadObjectCommand({ ...where, ChecksumMode: 'ENABLED' }));
    expect(head[name]).toBe(done[name]);
  });

  it('can be copied together', async () => {
    const Bucket = makeBucket();
    await put(Bucket, 'source', Buffer.concat([Buffer.alloc(5 * MIB, 'a'), Buffer.from('0123456789')]));
    const where = { Bucket, Key: 'k' };
    const UploadId = await create(Bucket, 'k');
    const Parts = [];
    for (const [index, CopySourceRange] of [
      `bytes=0-${5 * MIB - 1}`,
      `bytes=${5 * MIB}-${5 * MIB + 3}`,
    ].entries()) {
      const PartNumber = index + 1;
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({
          ...where,
          UploadId,
          PartNumber,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload: { Parts } }));
    const tail = await client.send(new GetObjectCommand({ ...where, Range: 'bytes=-5' }));
    expect(await tail.Body?.transformToString()).toBe('a0123');
  });

  it('are refused: parts missing, out of order, too small, on a condition; and stay open', async () => {
    const Bucket = makeBucket();
    const where = { Bucket, Key: 'k' };
    await put(Bucket, 'k', 'there');
    const UploadId = await create(Bucket, 'k');
    const part = async (PartNumber: number) => ({
      PartNumber,
      ETag: (await client.send(new UploadPartCommand({ ...where, UploadId, PartNumber, Body: 'x' }))).ETag,
    });
    const [one, two] = [await part(1), await part(2)];
    const complete = (Parts: object[], more: object = {}) =>
      refusal(
        client.send(
          new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload: { Parts }, ...more }),
        ),
      );
    expect(await complete([{ PartNumber: 3, ETag: '"x"' }])).toBe('400 InvalidPart');
    expect(await complete([{ ...one, ETag: '"x"' }])).toBe('400 InvalidPart');
    expect(await complete([two, two])).toBe('400 InvalidPartOrder');
    expect(await complete([one, two])).toBe('400 EntityTooSmall');
    expect(await complete([one], { IfNoneMatch: '*' })).toBe('412 PreconditionFailed');
    expect(await read(Bucket, 'k')).toBe('there');
    expect(await complete([one])).toBe('no error');
    expect(await complete([one])).toBe('404 NoSuchUpload');
  });

  it('can be listed and aborted', async () => {
    const Bucket = makeBucket();
    const ids = [await create(Bucket, 'a'), await create(Bucket, 'b'), await create(Bucket, 'c')];
    const first = await client.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads: 2 }));
    expect(first.Uploads?.map(({ Key }) => Key)).toEqual(['a', 'b']);
    const second = await client.send(
      new ListMultipartUploadsCommand({
        Bucket,
        KeyMarker: first.NextKeyMarker,
        UploadIdMarker: first.NextUploadIdMarker,
      }),
    );
    expect(second.Uploads?.map(({ UploadId }) => UploadId)).toEqual([ids[2]]);
    const abort = () => client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'a', UploadId: ids[0] }));
    await abort();
    expect(await refusal(abort())).toBe('404 NoSuchUpload');
  });
});

describe('buckets', () => {
  it('are listed and described', async () => {
    const Bucket = makeBucket();
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toContain(Bucket);
    await client.send(new HeadBucketCommand({ Bucket }));
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    expect(await refusal(client.send(new HeadBucketCommand({ Bucket: 'missing' })))).toMatch(/^404 /);
  });

  it('say so when something is not run locally', async () => {
    const Bucket = makeBucket();
    const ask = client.send(new GetObjectAclCommand({ Bucket, Key: 'k' }));
    await expect(ask).rejects.toThrow('is not run locally');
  });
});
