import { describe, expect, it } from 'vitest';
import { authenticate, claimedService } from '../../../local/gateway/authenticate.ts';
import type { Request } from '../../../local/gateway/request.ts';
import { AwsError } from '../../../local/protocol.ts';
import { makeAwsSigner, type SignedRequest, type Unsigned } from '../../support/aws-signer.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const ENDPOINT = 'http://127.0.0.1:4566';
const AT = new Date('2025-01-14T09:00:00Z');
const MINUTE = 60_000;

const s3 = makeAwsSigner('s3', CREDENTIALS, ENDPOINT);
const sqs = makeAwsSigner('sqs', CREDENTIALS, ENDPOINT);

const received = ({ method, target, headers, body }: SignedRequest): Request => {
  const [rawPath = '', rawQuery = ''] = target.split('?');
  return {
    method,
    rawPath,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body),
  };
};
const signerOf = (request: Request, nowMs = AT.getTime(), machineMs = nowMs) =>
  authenticate(request, claimedService(request), {
    secretOf: (key) => (key === CREDENTIALS.accessKeyId ? CREDENTIALS.secretAccessKey : undefined),
    now: () => nowMs,
    machineNow: () => machineMs,
  })?.accessKeyId;
const refusalOf = (request: Request, nowMs?: number, machineMs?: number) => {
  try {
    return signerOf(request, nowMs, machineMs);
  } catch (error) {
    return error instanceof AwsError ? `${error.code} ${error.status}` : error;
  }
};

const REQUESTS: [string, Unsigned][] = [
  ['a plain get', { method: 'GET', path: '/drop/a.md' }],
  ['the service', { method: 'GET', path: '/' }],
  ['an encoded key', { method: 'GET', path: '/drop/a%20b/%C3%A9%2B%21%27%28%29%2A.md' }],
  ['a key that climbs', { method: 'GET', path: '/drop/a/../b//c.md' }],
  [
    'a query',
    { method: 'GET', path: '/drop', query: { 'list-type': '2', prefix: 'a b/+&=é', delimiter: '/' } },
  ],
  ['a query without a value', { method: 'GET', path: '/drop', query: { versions: '' } }],
  [
    'an order of names that is not that of letters',
    { method: 'GET', path: '/drop', query: { b: '1', B: '2', a: '3' } },
  ],
  [
    'headers with spaces',
    { method: 'GET', path: '/drop/a', headers: { 'x-amz-meta-note': '  two   spaces ' } },
  ],
  ['a body', { method: 'PUT', path: '/drop/a', body: 'hello', headers: { 'content-type': 'text/plain' } }],
];

describe('what the SDK signs is accepted', () => {
  it.each(REQUESTS)('s3, %s', async (_, request) => {
    expect(signerOf(received(await s3.sign(request, AT)))).toBe(CREDENTIALS.accessKeyId);
  });
  it.each(REQUESTS)('s3, presigned, %s', async (_, request) => {
    expect(signerOf(received(await s3.presign(request, AT, 60)))).toBe(CREDENTIALS.accessKeyId);
  });
  it.each(REQUESTS.filter(([name]) => name !== 'a key that climbs'))(
    'another service, %s',
    async (_, request) => {
      expect(signerOf(received(await sqs.sign(request, AT)))).toBe(CREDENTIALS.accessKeyId);
    },
  );
});

const put: Unsigned = { method: 'PUT', path: '/drop/a', body: 'hello', headers: { 'x-amz-meta-a': '1' } };
const message: Unsigned = {
  method: 'POST',
  path: '/',
  body: '{}',
  headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
};

const CHANGES: [string, (request: Request) => Request, string][] = [
  ['the method', (r) => ({ ...r, method: 'DELETE' }), 'SignatureDoesNotMatch 403'],
  ['the path', (r) => ({ ...r, rawPath: '/drop/b' }), 'SignatureDoesNotMatch 403'],
  ['the query', (r) => ({ ...r, rawQuery: 'versionId=1' }), 'SignatureDoesNotMatch 403'],
  [
    'a signed header',
    (r) => ({ ...r, headers: { ...r.headers, 'x-amz-meta-a': '2' } }),
    'SignatureDoesNotMatch 403',
  ],
  ['the body', (r) => ({ ...r, body: Buffer.from('other') }), 'XAmzContentSHA256Mismatch 400'],
  [
    'a header beside the signature',
    (r) => ({ ...r, headers: { ...r.headers, 'x-amz-acl': 'public-read' } }),
    'AccessDenied 403',
  ],
  ['a bad escape', (r) => ({ ...r, rawPath: '/drop/%zz' }), 'InvalidURI 400'],
  [
    'the key, by a page in a browser',
    (r) => ({
      ...r,
      headers: {
        ...r.headers,
        origin: 'https://elsewhere.example',
        authorization: r.headers['authorization']!.replace('AKIDEXAMPLE', 'AKIDOTHER'),
      },
    }),
    'InvalidAccessKeyId 403',
  ],
  [
    'the algorithm',
    (r) => ({ ...r, headers: { ...r.headers, authorization: 'AWS AKIDEXAMPLE:abc' } }),
    'InvalidRequest 400',
  ],
  [
    'a service that is not here',
    (r) => ({
      ...r,
      headers: { ...r.headers, authorization: r.headers['authorization']!.replace('/s3/', '/ec2/') },
    }),
    'NotImplemented 501',
  ],
];

describe('a key that nobody knows', () => {
  const ofStranger = async (headers: Record<string, string>) => {
    const request = received(await s3.sign(put, AT));
    const authorization = request.headers['authorization']!.replace('AKIDEXAMPLE', 'AKIDOTHER');
    return { ...request, headers: { ...request.headers, authorization, ...headers } };
  };
  it('is let through from a program on this machine', async () => {
    expect(signerOf(await ofStranger({ host: '127.0.0.1:4566' }))).toBe('AKIDOTHER');
  });
  it.each([
    { host: 'rebound.example:4566' },
    { origin: 'http://127.0.0.1:8080' },
    { referer: 'http://127.0.0.1:8080/' },
    { 'sec-fetch-site': 'same-site' },
  ])('is refused with %j', async (headers) => {
    expect(refusalOf(await ofStranger({ host: 'localhost:4566', ...headers }))).toBe(
      'InvalidAccessKeyId 403',
    );
  });
});

describe('what was changed after signing is refused', () => {
  it.each(CHANGES)('%s', async (_, change, refusal) => {
    expect(refusalOf(change(received(await s3.sign(put, AT))))).toBe(refusal);
  });
  it('the body of another service', async () => {
    const request = received(await sqs.sign(message, AT));
    expect(refusalOf({ ...request, body: Buffer.from('{"a":1}') })).toBe('SignatureDoesNotMatch 403');
  });
  it('the expiry of a presigned URL', async () => {
    const request = received(await s3.presign({ method: 'GET', path: '/drop/a' }, AT, 60));
    const rawQuery = request.rawQuery.replace('X-Amz-Expires=60', 'X-Amz-Expires=600');
    expect(refusalOf({ ...request, rawQuery, query: new URLSearchParams(rawQuery) })).toBe(
      'SignatureDoesNotMatch 403',
    );
  });
});

describe('time', () => {
  const at = AT.getTime();
  it.each([
    ['14 minutes old', at + 14 * MINUTE, at + 14 * MINUTE, CREDENTIALS.accessKeyId],
    ['16 minutes old', at + 16 * MINUTE, at + 16 * MINUTE, 'RequestTimeTooSkewed 403'],
    ['16 minutes ahead', at - 16 * MINUTE, at - 16 * MINUTE, 'RequestTimeTooSkewed 403'],
    [
      'a person, while the clock of the run is a day ahead',
      at + 24 * 60 * MINUTE,
      at,
      CREDENTIALS.accessKeyId,
    ],
    ['a function, whose clock is a day ahead', at, at - 24 * 60 * MINUTE, CREDENTIALS.accessKeyId],
  ])('%s', async (_, now, machineNow, expected) => {
    expect(refusalOf(received(await s3.sign(put, AT)), now, machineNow)).toBe(expected);
  });
  it.each([
    ['just before its end', at + MINUTE, at, CREDENTIALS.accessKeyId],
    ['just after its end', at + MINUTE + 1, at, 'AccessDenied 403'],
    ['the machine, whose clock does not count', at, at + 60 * MINUTE, CREDENTIALS.accessKeyId],
    ['long before its date', at - 16 * MINUTE, at, 'AccessDenied 403'],
  ])('presigned, %s', async (_, now, machineNow, expected) => {
    const request = received(await s3.presign({ method: 'GET', path: '/drop/a' }, AT, 60));
    expect(refusalOf(request, now, machineNow)).toBe(expected);
  });
});

describe('an unsigned request', () => {
  it('has no signer', () => {
    expect(signerOf(received({ method: 'GET', target: '/drop/a', headers: { host: 'x' }, body: '' }))).toBe(
      undefined,
    );
  });
  it('is of the service of its target', () => {
    const headers = { 'X-Amz-Target': 'DynamoDB_20120810.GetItem' };
    expect(claimedService(received({ method: 'POST', target: '/', headers, body: '' }))).toBe('dynamodb');
  });
});
