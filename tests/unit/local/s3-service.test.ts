import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlUnescape, type Reply } from '../../../local/protocol.ts';
import { s3InMemory } from '../../support/s3-in-memory.ts';

const values = (reply: Reply, name: string): string[] =>
  [...String(reply.body).matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) =>
    xmlUnescape(text ?? ''),
  );

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('listings', () => {
  const alphabet = fc.constantFrom('a', 'B', '/', ' ', '+', '_', '~', 'é', '\uff5e', '😀', '&');
  const keysArbitrary = fc.uniqueArray(fc.string({ unit: alphabet, minLength: 1, maxLength: 5 }), {
    maxLength: 20,
  });

  it('page through any keys without losing or repeating one', async () => {
    await fc.assert(
      fc.asyncProperty(
        keysArbitrary,
        fc.integer({ min: 1, max: 5 }),
        fc.string({ unit: alphabet, maxLength: 2 }),
        fc.constantFrom('', '/', 'a'),
        async (keys, size, prefix, delimiter) => {
          const { s3, ask, db } = s3InMemory();
          s3.createBucket('b', { versioned: true });
          for (const key of keys) await ask({ request: `PUT /b/${encodeURIComponent(key)}` });
          const query = new URLSearchParams({
            'list-type': '2',
            'max-keys': String(size),
            prefix,
            delimiter,
          });
          const found: string[] = [];
          for (let more = true; more && found.length <= keys.length;) {
            const reply = await ask({ request: `GET /b?${query.toString()}` });
            const rolled = values(reply, 'Prefix').slice(1);
            const page = [...values(reply, 'Key'), ...rolled].sort(byBytes);
            expect(page.length).toBeLessThanOrEqual(size);
            found.push(...page);
            const [token] = values(reply, 'NextContinuationToken');
            more = token !== undefined;
            query.set('continuation-token', token ?? '');
          }
          const expected = keys
            .filter((key) => key.startsWith(prefix))
            .map((key) => {
              const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
              return at < 0 ? key : key.slice(0, at + 1);
            });
          expect(found).toEqual([...new Set(expected)].sort(byBytes));
          db.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuse what is no number', async () => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: false });
    await expect(ask({ request: 'GET /b?max-keys=-1' })).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(values(await ask({ request: 'GET /b?max-keys=5000' }), 'MaxKeys')).toEqual(['1000']);
  });
});

describe('CORS', () => {
  const setUp = () => {
    const memory = s3InMemory();
    memory.s3.createBucket('b', {
      versioned: false,
      cors: [
        {
          allowedOrigins: ['http://127.0.0.1:*'],
          allowedMethods: ['POST', 'GET'],
          allowedHeaders: ['content-*'],
          exposedHeaders: ['ETag'],
          maxAgeSeconds: 60,
        },
      ],
    });
    return memory;
  };
  const origin = 'http://127.0.0.1:8080';
  const preflight = { origin, 'access-control-request-method': 'POST' };

  it('lets a page of an allowed origin ask and read', async () => {
    const { ask } = setUp();
    const allowed = await ask({
      request: 'OPTIONS /b/k',
      headers: { ...preflight, 'access-control-request-headers': 'Content-Type' },
    });
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST, GET',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '60',
    });
    const listed = await ask({ request: 'GET /b', headers: { origin } });
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'ETag',
    });
  });

  it.each([
    ['another origin', { ...preflight, origin: 'http://127.0.0.1.evil.example' }],
    ['another method', { ...preflight, 'access-control-request-method': 'DELETE' }],
    ['another header', { ...preflight, 'access-control-request-headers': 'content-type, x-other' }],
  ])('refuses %s', async (_, headers) => {
    const { ask } = setUp();
    await expect(ask({ request: 'OPTIONS /b/k', headers })).rejects.toMatchObject({
      code: 'AccessForbidden',
    });
  });

  it('says nothing where no rule fits', async () => {
    const { ask, s3 } = setUp();
    s3.createBucket('closed', { versioned: false });
    const replies = [
      await ask({ request: 'GET /b', headers: { origin: 'http://other.example' } }),
      await ask({ request: 'GET /b' }),
      await ask({ request: 'GET /closed', headers: { origin } }),
    ];
    for (const { headers } of replies) expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('hostile requests', () => {
  it.each([
    ['no XML', 'x'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><Delete><Object><Key>&b;</Key></Object></Delete>'],
    ['another root', '<Other><Object><Key>k</Key></Object></Other>'],
    ['nothing to delete', '<Delete></Delete>'],
    ['a deep nest', '<a>'.repeat(50) + '</a>'.repeat(50)],
    ['1,001 keys', `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`],
  ])('to delete with %s are malformed', async (_, body) => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: true });
    const { createHash } = await import('node:crypto');
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    await expect(ask({ request: 'POST /b?delete', headers, body })).rejects.toMatchObject({
      code: 'MalformedXML',
    });
  });

  it('cannot put a line end into a response header', async () => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: true });
    await ask({ request: 'PUT /b/k', body: 'x' });
    const request = 'GET /b/k?response-content-type=a%0d%0ab:c';
    await expect(ask({ request })).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  it('are answered with the key escaped', async () => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: false });
    await ask({ request: `PUT /b/${encodeURIComponent('<a>&"\n')}` });
    const { body } = await ask({ request: 'GET /b' });
    expect(String(body)).toContain('<Key>&lt;a&gt;&amp;&quot;&#10;</Key>');
  });
});

describe('a bucket', () => {
  it('may begin to keep versions, and not stop', async () => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: false });
    await ask({ request: 'PUT /b/k', body: '1' });
    s3.createBucket('b', { versioned: true });
    await ask({ request: 'PUT /b/k', body: '2' });
    expect(String((await ask({ request: 'GET /b/k?versionId=null' })).body)).toBe('1');
    await ask({ request: 'DELETE /b/k?versionId=null' });
    expect(String((await ask({ request: 'GET /b/k' })).body)).toBe('2');
    expect(() => s3.createBucket('b', { versioned: false })).toThrow('cannot be turned off');
  });

  it('takes the headers that a presigned URL carries', async () => {
    const { s3, ask } = s3InMemory();
    s3.createBucket('b', { versioned: false });
    await ask({ request: 'PUT /b/k?x-amz-meta-a=1&X-Amz-Signature=s', body: 'x' });
    expect((await ask({ request: 'HEAD /b/k' })).headers).toMatchObject({
      'x-amz-meta-a': '1',
      'content-length': '1',
    });
  });
});
