import { describe, expect, it } from 'vitest';
import { operationOf } from '../../../local/s3/operations.ts';

const call = (request: string, headers: Record<string, string> = {}) => {
  const [method = '', target = ''] = request.split(' ');
  const url = new URL(target, 'http://local');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
  return { method, bucket, key, query: url.searchParams, headers };
};

const COPY = { 'x-amz-copy-source': 'b/k' };
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };

describe('a request', () => {
  it.each<[string, string, Record<string, string>?]>([
    ['GET /', 'ListBuckets'],
    ['HEAD /b', 'HeadBucket'],
    ['GET /b', 'ListObjects'],
    ['GET /b?prefix=a&marker=b', 'ListObjects'],
    ['GET /b?list-type=2&x-id=ListObjectsV2', 'ListObjectsV2'],
    ['GET /b?versions&key-marker=a', 'ListObjectVersions'],
    ['GET /b?uploads', 'ListMultipartUploads'],
    ['GET /b?location', 'GetBucketLocation'],
    ['GET /b?versioning', 'GetBucketVersioning'],
    ['POST /b?delete', 'DeleteObjects'],
    ['POST /b', 'PostObject', FORM],
    ['GET /b/k', 'GetObject'],
    ['GET /b/k?versionId=v&X-Amz-Signature=s&X-Amz-Expires=9', 'GetObject'],
    ['HEAD /b/k', 'HeadObject'],
    ['PUT /b/k', 'PutObject'],
    ['PUT /b/k', 'CopyObject', COPY],
    ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPart'],
    ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPartCopy', COPY],
    ['POST /b/k?uploads', 'CreateMultipartUpload'],
    ['POST /b/k?uploadId=u', 'CompleteMultipartUpload'],
    ['GET /b/k?uploadId=u', 'ListParts'],
    ['DELETE /b/k?uploadId=u', 'AbortMultipartUpload'],
    ['DELETE /b/k?versionId=v', 'DeleteObject'],
  ])('%s is %s', (request, operation, headers) => {
    expect(operationOf(call(request, headers))).toBe(operation);
  });

  it.each([
    'PUT /b',
    'DELETE /b',
    'POST /b',
    'GET /b?acl',
    'GET /b?policy',
    'GET /b?lifecycle',
    'PUT /b?versioning',
    'GET /b/k?acl',
    'GET /b/k?tagging',
    'PUT /b/k?tagging',
    'PUT /b/k?retention',
    'GET /b/k?partNumber=1',
    'POST /b/k?select&select-type=2',
    'POST /b/k?restore',
    'PATCH /b/k',
  ])('%s is not run locally, and said to be', (request) => {
    const ask = () => operationOf(call(request));
    expect(ask).toThrow(expect.objectContaining({ code: 'NotImplemented', status: 501 }));
    expect(ask).toThrow('is not run locally');
  });
});
