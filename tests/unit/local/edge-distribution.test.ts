import { describe, expect, it } from 'vitest';
import { makeDistribution } from '../../../local/edge/distribution.ts';
import type { AskOrigin } from '../../../local/edge/fetch-origin.ts';
import { ALL, NONE } from '../../../local/edge/selection.ts';
import type { Behaviour, DistributionConfig } from '../../../local/edge/stack-distribution.ts';
import type { HttpReply, HttpRequest } from '../../../local/http-api/http-message.ts';

const REQUEST_ARN = 'arn:request';
const RESPONSE_ARN = 'arn:response';
const CACHE = {
  minTtlS: 0,
  defaultTtlS: 60,
  maxTtlS: 3600,
  gzip: true,
  brotli: true,
  headers: NONE,
  query: NONE,
  cookies: NONE,
};
const PAGES: Behaviour = {
  pattern: '*',
  origin: 'bucket',
  methods: ['GET', 'HEAD'],
  cachedMethods: ['GET', 'HEAD'],
  compress: true,
  cache: CACHE,
  originRequest: undefined,
  responseHeaders: { set: [{ name: 'x-frame-options', value: 'DENY', override: true }], remove: ['server'] },
  viewerRequest: REQUEST_ARN,
  viewerResponse: RESPONSE_ARN,
};
const API: Behaviour = {
  ...PAGES,
  pattern: '/api/*',
  origin: 'api',
  methods: ['GET', 'HEAD', 'POST'],
  cache: { ...CACHE, defaultTtlS: 0, maxTtlS: 0 },
  originRequest: { headers: { mode: 'except', names: ['host'] }, query: ALL, cookies: ALL },
  viewerRequest: undefined,
  viewerResponse: undefined,
};
const ORIGIN = { domain: 'd', path: '', signed: true, headers: {} };
const FUNCTIONS: DistributionConfig['functions'] = new Map([
  [
    REQUEST_ARN,
    {
      name: 'request',
      code: `function handler(e) {
        if (e.request.uri === '/moved') return { statusCode: 302, headers: { location: { value: '/new' } } };
        if (e.request.uri === '/broken') e.request.headers.host = { value: 'elsewhere' };
        if (e.request.uri.endsWith('/')) e.request.uri += 'index.html';
        return e.request; }`,
    },
  ],
  [
    RESPONSE_ARN,
    {
      name: 'response',
      code: `function handler(e) {
        e.response.headers['x-seen'] = { value: String(e.response.statusCode) };
        if (e.response.headers['x-amz-meta-status']) e.response.statusCode = Number(e.response.headers['x-amz-meta-status'].value);
        delete e.response.headers['x-amz-meta-status'];
        return e.response; }`,
    },
  ],
]);

const OBJECTS: Record<string, HttpReply> = {
  '/index.html': page('home', { etag: '"h1"', server: 'S3' }),
  '/gone': page('notice', { 'x-amz-meta-status': '410' }),
  '/404.html': page('no such page'),
  '/big.xml': { ...page('x'.repeat(2000)), headers: { 'content-type': 'application/xml', etag: '"b"' } },
};

function page(text: string, headers: Record<string, string> = {}): HttpReply {
  return { status: 200, headers: { 'content-type': 'text/html', ...headers }, body: Buffer.from(text) };
}

function edge(objects = OBJECTS) {
  let now = Date.parse('2025-01-14T09:00:00Z');
  const asked: HttpRequest[] = [];
  const log: string[] = [];
  const askOrigin: AskOrigin = async (origin, request) => {
    asked.push(request);
    if (origin.id === 'api')
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(request.headers)) };
    const missing = { status: 403, headers: {}, body: Buffer.from('denied') };
    return objects[request.path] ?? missing;
  };
  const config: DistributionConfig = {
    id: 'D1',
    arn: 'arn:d1',
    rootObject: undefined,
    behaviours: [API, PAGES],
    origins: [
      { ...ORIGIN, id: 'bucket' },
      { ...ORIGIN, id: 'api', headers: { 'x-origin-key': 'k' } },
    ],
    errorPages: [{ status: 403, ttlS: 1, page: { path: '/404.html', status: 404 } }],
    functions: FUNCTIONS,
  };
  const distribution = makeDistribution({
    config,
    askOrigin,
    now: () => now,
    log: (_, line) => void log.push(line),
  });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    distribution.handle({
      method,
      path,
      query: '',
      headers: { host: 'site', ...headers },
      body: Buffer.alloc(0),
      ip: '127.0.0.1',
    });
  const invalidate = (paths: string[]) => distribution.invalidate(paths);
  return { get, invalidate, asked, log, pass: (ms: number) => (now += ms) };
}

describe('a distribution', () => {
  it('keeps an answer for its time and asks again after it', async () => {
    const { get, asked, pass } = edge();
    expect((await get('/')).headers['x-cache']).toBe('Miss from cloudfront');
    pass(59_000);
    const hit = await get('/');
    expect([hit.headers['x-cache'], hit.headers['age'], hit.body.toString()]).toEqual([
      'Hit from cloudfront',
      '59',
      'home',
    ]);
    pass(2000);
    await get('/');
    expect(asked.map(({ path }) => path)).toEqual(['/index.html', '/index.html']);
  });

  it('asks the origin once for requests at the same time', async () => {
    const { get, asked } = edge();
    await Promise.all(Array.from({ length: 5 }, () => get('/')));
    expect(asked).toHaveLength(1);
  });

  it('keeps HEAD and GET under one key, and compressed answers under their own', async () => {
    const { get, asked } = edge();
    await get('/big.xml', {}, 'HEAD');
    expect((await get('/big.xml')).body).toHaveLength(2000);
    expect(asked).toHaveLength(1);
    const small = await get('/big.xml', { 'accept-encoding': 'br' });
    expect([small.headers['content-encoding'], small.headers['etag']]).toEqual(['br', 'W/"b"']);
    expect(asked).toHaveLength(2);
  });

  it('forgets what is invalidated', async () => {
    const { get, asked, invalidate } = edge();
    for (const paths of [['/index.html'], ['/ind*'], ['/*']]) {
      await get('/');
      invalidate(paths);
    }
    await get('/');
    invalidate(['/other*']);
    await get('/');
    expect(asked).toHaveLength(4);
  });

  it('runs the viewer functions, the response one after the header policy', async () => {
    const { get } = edge();
    const home = await get('/');
    expect(home.headers).toMatchObject({ 'x-seen': '200', 'x-frame-options': 'DENY' });
    expect(home.headers['server']).toBeUndefined();
    const gone = await get('/gone');
    expect([gone.status, gone.headers['x-amz-meta-status']]).toEqual([410, undefined]);
    const moved = await get('/moved');
    expect([moved.status, moved.headers['location'], moved.headers['x-seen']]).toEqual([
      302,
      '/new',
      undefined,
    ]);
  });

  it('answers a missing object with the error page and runs no response function on it', async () => {
    const objects: Record<string, HttpReply> = { ...OBJECTS };
    const { get, pass } = edge(objects);
    const missing = await get('/new');
    expect([missing.status, missing.body.toString(), missing.headers['x-seen']]).toEqual([
      404,
      'no such page',
      undefined,
    ]);
    expect(missing.headers['x-frame-options']).toBe('DENY');
    objects['/new'] = page('there now');
    expect((await get('/new')).status).toBe(404);
    pass(1001);
    expect((await get('/new')).status).toBe(200);
  });

  it('answers conditions at the edge', async () => {
    const { get, asked } = edge();
    const same = await get('/', { 'if-none-match': '"h1"' });
    expect([same.status, same.body.length, same.headers['x-seen']]).toEqual([304, 0, '304']);
    expect(asked[0]?.headers['if-none-match']).toBeUndefined();
  });

  it('refuses methods, and a function that touches what it may not', async () => {
    const { get, log } = edge();
    expect((await get('/', {}, 'POST')).status).toBe(403);
    expect((await get('/broken')).status).toBe(502);
    expect(log.join()).toContain('host');
  });

  it('forwards what the policies name', async () => {
    const { get, asked } = edge();
    const viewer = {
      authorization: 'Bearer t',
      cookie: 'a=1',
      'accept-language': 'id',
      'user-agent': 'reader',
    };
    const seen = JSON.parse((await get('/api/x', viewer)).body.toString());
    expect(seen).toMatchObject({ ...viewer, 'x-origin-key': 'k' });
    expect(seen.host).toBe('d');
    await get('/api/x', viewer);
    expect(asked).toHaveLength(2);
    await get('/', viewer);
    expect(asked.at(-1)?.headers).toEqual({
      host: 'd',
      'user-agent': 'Amazon CloudFront',
      'x-forwarded-for': '127.0.0.1',
    });
  });
});
