import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { checkEdgeLanguage } from '../../local/edge/edge-language.ts';

type Ran = { uri: string; statusCode: number; statusDescription: string; headers: Headers };
type Headers = Record<string, { value: string }>;

const FILES = ['viewer-request', 'viewer-response'] as const;
const source = (name: string): string =>
  readFileSync(new URL(`../../infra/edge/${name}.js`, import.meta.url), 'utf8');

/** Runs the function as the edge does: with the language and nothing else. */
function run(name: (typeof FILES)[number], event: object): Ran {
  const context = createContext({ event: JSON.stringify(event) });
  new Script(source(name)).runInContext(context);
  return JSON.parse(new Script('JSON.stringify(handler(JSON.parse(event)))').runInContext(context));
}
const values = (headers: Record<string, string>): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));

describe.each(FILES)('%s', (name) => {
  it('is written in the language of the edge and fits its 10 KB', async () => {
    await expect(checkEdgeLanguage(new Map([[name, source(name)]]))).resolves.toBeUndefined();
  });

  it('would not be, with a for-of', async () => {
    const code = `${source(name)}\nfor (const each of []) handler(each);`;
    await expect(checkEdgeLanguage(new Map([[name, code]]))).rejects.toThrow('does not run this code');
  });
});

describe('a request', () => {
  const asked = (uri: string): Ran =>
    run('viewer-request', {
      request: { method: 'GET', uri, headers: values({ host: 'd1.cloudfront.net' }) },
    });

  it.each([
    ['/', '/index.html'],
    ['/n/blora/', '/n/blora/index.html'],
    ['/feed.xml', '/feed.xml'],
    ['/n/blora/pasar-murah-0123abcd', '/n/blora/pasar-murah-0123abcd'],
    ['/n/blora/pasar-murah-0123abcd/v2.json', '/n/blora/pasar-murah-0123abcd/v2.json'],
  ])('for %s reads %s', (path, key) => {
    expect(asked(path).uri).toBe(key);
  });

  it.each([
    '/n/blora',
    '/n/blora/c/pasar',
    '/n/blora/a/rina-kusuma',
    '/n/blora/archive/2',
    '/c/pasar',
    '/l/id',
    '/archive/1',
    '/feeds',
  ])('for the folder %s without its slash is sent to it', (path) => {
    const { statusCode, headers } = asked(path);
    expect([statusCode, headers['location']?.value]).toEqual([301, `${path}/`]);
  });

  it.each([
    '/n/blora/pasar-murah-0123abcd',
    '/n',
    '/x/y',
    '/n/blora/archive/2.xml',
    '/status.json',
    '//n/blora',
  ])('for %s is no folder', (path) => {
    expect(asked(path).uri).toBe(path);
  });

  it('without a host is left as it is', () => {
    expect(run('viewer-request', { request: { uri: '/feed.xml', headers: {} } }).uri).toBe('/feed.xml');
  });
});

describe('a response', () => {
  const FROM_S3 = {
    'content-type': 'application/xml',
    'cache-control': 'public, max-age=60',
    etag: '"e1"',
    'last-modified': 'Tue, 14 Jan 2025 09:04:11 GMT',
    server: 'AmazonS3',
    'x-amz-version-id': 'v1',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-id-2': 'secret',
    'x-amz-cf-id': 'edge',
  };
  const answer = (metadata: Record<string, string>, statusCode = 200) => {
    const meta = Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    );
    const response = { statusCode, statusDescription: 'OK', headers: values({ ...FROM_S3, ...meta }) };
    return run('viewer-response', { request: { uri: '/x' }, response });
  };
  const PLAIN = {
    vary: 'Accept-Encoding',
    'content-type': 'application/xml',
    'cache-control': 'public, max-age=60',
    etag: '"e1"',
    'last-modified': 'Tue, 14 Jan 2025 09:04:11 GMT',
    'x-amz-cf-id': 'edge',
  };
  const { etag: _etag, 'last-modified': _modified, ...UNVALIDATED } = PLAIN;

  it.each([
    ['says nothing', {}, 200, PLAIN],
    [
      'has a type',
      { type: 'application/rss+xml; charset=utf-8' },
      200,
      { ...PLAIN, 'content-type': 'application/rss+xml; charset=utf-8' },
    ],
    ['has links', { link: '<https://a/>; rel="self"' }, 200, { ...PLAIN, link: '<https://a/>; rel="self"' }],
    ['is gone', { status: '410' }, 410, UNVALIDATED],
    ['has moved', { status: '301', location: '/n/a' }, 301, { ...PLAIN, location: '/n/a' }],
    ['has moved nowhere', { status: '301' }, 200, PLAIN],
    ['has an unknown status', { status: '500' }, 200, PLAIN],
    ['has other metadata', { version: '3', path: '/n' }, 200, PLAIN],
  ])('whose object %s', (_, metadata, status, headers) => {
    const { statusCode, headers: answered } = answer(metadata);
    expect(statusCode).toBe(status);
    expect(answered).toEqual(values(headers));
  });

  it('confirms no copy of what is gone', () => {
    const { statusCode, statusDescription } = answer({ status: '410' }, 304);
    expect([statusCode, statusDescription]).toEqual([410, 'Gone']);
  });

  it('leaves a 304 and a 206 of what lives as they are', () => {
    expect(answer({}, 304).statusCode).toBe(304);
    expect(answer({}, 206).statusCode).toBe(206);
  });
});
