import { describe, expect, it } from 'vitest';
import { makeHttpApi } from '../../../local/http-api/http-api.ts';
import { makeMatchRoute } from '../../../local/http-api/match-route.ts';
import type { InvokeResult } from '../../../local/lambda/function-spec.ts';

const route = (key: string) => ({ apiId: 'api1', key, functionArn: key });

describe('routes of an HTTP API', () => {
  const match = makeMatchRoute(
    [
      '$default',
      'ANY /api/{proxy+}',
      'GET /api/{proxy+}',
      'GET /api/items/{id}',
      'GET /api/items/new',
      'POST /websub',
    ].map(route),
  );
  it.each([
    ['GET', '/api/items/new', 'GET /api/items/new', {}],
    ['GET', '/api/items/a%2Fb', 'GET /api/items/{id}', { id: 'a/b' }],
    ['GET', '/api/items/1/2', 'GET /api/{proxy+}', { proxy: 'items/1/2' }],
    ['PUT', '/api/items/1', 'ANY /api/{proxy+}', { proxy: 'items/1' }],
    ['POST', '/websub', 'POST /websub', {}],
    ['GET', '/websub', '$default', {}],
    ['GET', '/api/%zz', 'GET /api/{proxy+}', { proxy: '%zz' }],
  ])('%s %s goes to %s', (method, path, key, pathParameters) => {
    expect(match(method, path)).toMatchObject({ route: { key }, pathParameters });
  });
  it('knows no route', () => {
    expect(makeMatchRoute([route('GET /a')])('GET', '/b')).toBeUndefined();
  });
});

describe('payload format 2.0', () => {
  const call = async (request: object, result?: InvokeResult) => {
    const events: Record<string, unknown>[] = [];
    const api = makeHttpApi({
      routes: [route('ANY /api/{proxy+}')],
      accountId: '0',
      now: () => Date.parse('2025-01-14T09:04:11Z'),
      invoke: (_, event) => {
        events.push(event as Record<string, unknown>);
        return result && Promise.resolve(result);
      },
    });
    const reply = await api({
      method: 'GET',
      path: '/api/x',
      query: '',
      headers: {},
      body: Buffer.alloc(0),
      ip: '127.0.0.1',
      ...request,
    });
    return { reply, event: events[0] };
  };

  it('carries query, cookies and body', async () => {
    const { event } = await call({
      method: 'POST',
      query: 'a=1&a=2&b=x%20y',
      headers: { cookie: 'c=1; d=2', 'content-type': 'application/json' },
      body: Buffer.from('{}'),
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/{proxy+}',
      rawQueryString: 'a=1&a=2&b=x%20y',
      queryStringParameters: { a: '1,2', b: 'x y' },
      cookies: ['c=1', 'd=2'],
      body: '{}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', path: '/api/x' }, time: '14/Jan/2025:09:04:11 +0000' },
    });
    expect(event?.['headers']).toEqual({ 'content-type': 'application/json' });
  });

  it('encodes what is no text', async () => {
    const { event } = await call({ headers: { 'content-type': 'image/png' }, body: Buffer.from([1, 2]) });
    expect(event).toMatchObject({ body: 'AQI=', isBase64Encoded: true });
  });

  it.each([
    ['an object without statusCode', { a: 1 }, 200, 'application/json', '{"a":1}'],
    ['a text', 'hello', 200, 'application/json', 'hello'],
    [
      'a whole answer',
      {
        statusCode: 201,
        headers: { 'Content-Type': 'text/html', 'X-N': 1 },
        body: 'aGk=',
        isBase64Encoded: true,
      },
      201,
      'text/html',
      'hi',
    ],
    ['no content type', { statusCode: 204 }, 204, 'text/plain; charset=utf-8', ''],
    ['nonsense', { statusCode: 'x' }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  ])('answers %s', async (_, value, status, type, body) => {
    const { reply } = await call({}, { ok: true, value: value as never });
    expect([reply.status, reply.headers['content-type'], reply.body.toString()]).toEqual([
      status,
      type,
      body,
    ]);
  });

  it('answers 500 for a failure or a missing permission, 404 and 413 by itself', async () => {
    expect((await call({}, { ok: false, type: 'Error', message: 'secret' })).reply).toMatchObject({
      status: 500,
      body: Buffer.from('{"message":"Internal Server Error"}'),
    });
    expect((await call({})).reply.status).toBe(500);
    expect((await call({ path: '/other' })).reply.status).toBe(404);
    expect((await call({ body: Buffer.alloc(10_485_761) })).reply.status).toBe(413);
  });
});
