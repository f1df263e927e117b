import { describe, expect, it } from 'vitest';
import { s3Action } from '../../../local/gateway/s3-actions.ts';
import { s3Address } from '../../../local/gateway/s3-operation.ts';

const BUCKET = 'arn:aws:s3:::drop';
const OBJECT = `${BUCKET}/a/b.md`;

const needsOf = (request: string, headers: Record<string, string> = {}) => {
  const [method = '', target = ''] = request.split(' ');
  const [path = '', query = ''] = target.split('?');
  const { name, needs } = s3Action({
    method,
    ...s3Address(path),
    query: new URLSearchParams(query),
    headers,
  });
  return [name, ...needs.map(({ action, resource }) => `${action} ${resource}`)];
};

type Row = [request: string, headers: Record<string, string>, name: string, ...needs: string[]];

const ROWS: Row[] = [
  ['GET /', {}, 'ListBuckets', 's3:ListAllMyBuckets arn:aws:s3:::*'],
  ['HEAD /drop', {}, 'HeadBucket', `s3:ListBucket ${BUCKET}`],
  ['GET /drop?location', {}, 'GetBucketLocation', `s3:GetBucketLocation ${BUCKET}`],
  ['GET /drop?list-type=2&prefix=a', {}, 'ListObjectsV2', `s3:ListBucket ${BUCKET}`],
  ['GET /drop', {}, 'ListObjects', `s3:ListBucket ${BUCKET}`],
  ['GET /drop?versions&prefix=a', {}, 'ListObjectVersions', `s3:ListBucketVersions ${BUCKET}`],
  ['GET /drop?uploads', {}, 'ListMultipartUploads', `s3:ListBucketMultipartUploads ${BUCKET}`],
  ['GET /drop/a/b.md', {}, 'GetObject', `s3:GetObject ${OBJECT}`],
  ['GET /drop/a/b.md?versionId=1', {}, 'GetObject', `s3:GetObjectVersion ${OBJECT}`],
  ['HEAD /drop/a/b.md', {}, 'HeadObject', `s3:GetObject ${OBJECT}`],
  ['HEAD /drop/a/b.md?versionId=1', {}, 'HeadObject', `s3:GetObjectVersion ${OBJECT}`],
  ['GET /drop/a/b.md?uploadId=1', {}, 'ListParts', `s3:ListMultipartUploadParts ${OBJECT}`],
  ['PUT /drop/a/b.md', {}, 'PutObject', `s3:PutObject ${OBJECT}`],
  ['PUT /drop/a/b.md', { 'if-none-match': '*' }, 'PutObject', `s3:PutObject ${OBJECT}`],
  [
    'PUT /drop/a/b.md',
    { 'if-match': '"e"' },
    'PutObject',
    `s3:PutObject ${OBJECT}`,
    `s3:GetObject ${OBJECT}`,
  ],
  [
    'PUT /drop/a/b.md',
    { 'x-amz-acl': 'private' },
    'PutObject',
    `s3:PutObject ${OBJECT}`,
    `s3:PutObjectAcl ${OBJECT}`,
  ],
  [
    'PUT /drop/a/b.md?x-amz-acl=private',
    {},
    'PutObject',
    `s3:PutObject ${OBJECT}`,
    `s3:PutObjectAcl ${OBJECT}`,
  ],
  [
    'PUT /drop/a/b.md',
    { 'x-amz-copy-source': '/other/c%20d.md' },
    'CopyObject',
    `s3:PutObject ${OBJECT}`,
    's3:GetObject arn:aws:s3:::other/c d.md',
  ],
  [
    'PUT /drop/a/b.md',
    { 'x-amz-copy-source': 'other/c.md?versionId=7' },
    'CopyObject',
    `s3:PutObject ${OBJECT}`,
    's3:GetObjectVersion arn:aws:s3:::other/c.md',
  ],
  ['PUT /drop/a/b.md?partNumber=1&uploadId=2', {}, 'UploadPart', `s3:PutObject ${OBJECT}`],
  [
    'PUT /drop/a/b.md?partNumber=1&uploadId=2',
    { 'x-amz-copy-source': '/drop/c' },
    'UploadPartCopy',
    `s3:PutObject ${OBJECT}`,
    `s3:GetObject ${BUCKET}/c`,
  ],
  ['POST /drop/a/b.md?uploads', {}, 'CreateMultipartUpload', `s3:PutObject ${OBJECT}`],
  ['POST /drop/a/b.md?uploadId=1', {}, 'CompleteMultipartUpload', `s3:PutObject ${OBJECT}`],
  ['DELETE /drop/a/b.md?uploadId=1', {}, 'AbortMultipartUpload', `s3:AbortMultipartUpload ${OBJECT}`],
  ['DELETE /drop/a/b.md', {}, 'DeleteObject', `s3:DeleteObject ${OBJECT}`],
  ['DELETE /drop/a/b.md?versionId=1', {}, 'DeleteObject', `s3:DeleteObjectVersion ${OBJECT}`],
  ['POST /drop?delete', {}, 'DeleteObjects'],
];

describe('s3Action', () => {
  it.each(ROWS)('%s %o is %s', (request, headers, ...expected) => {
    expect(needsOf(request, headers)).toEqual(expected);
  });

  it.each([
    'GET /drop?policy',
    'PUT /drop',
    'PUT /drop/a?tagging',
    'GET /drop/a?acl',
    'DELETE /drop',
    'PATCH /drop/a',
  ])('%s is not run locally', (request) => {
    expect(() => needsOf(request)).toThrow(/is not run locally/);
  });

  it('tells conditions what a listing asks for', () => {
    const query = new URLSearchParams('list-type=2&prefix=incoming/&max-keys=7');
    const { needs } = s3Action({ method: 'GET', bucket: 'drop', key: '', query, headers: {} });
    expect(needs[0]?.context).toMatchObject({ 's3:prefix': 'incoming/', 's3:max-keys': '7' });
  });
});

describe('s3Address', () => {
  it.each([
    ['/', '', ''],
    ['/drop', 'drop', ''],
    ['/drop/', 'drop', ''],
    ['/drop/a/../b', 'drop', 'a/../b'],
    ['/drop//a', 'drop', '/a'],
    ['/drop/%C3%A9+%2B', 'drop', 'é++'],
  ])('%s', (path, bucket, key) => {
    expect(s3Address(path)).toEqual({ bucket, key });
  });
  it('refuses a bad escape', () => expect(() => s3Address('/drop/%e9')).toThrow(/parse the specified URI/));
});
