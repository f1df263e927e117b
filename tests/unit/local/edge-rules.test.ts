import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed, encodingsOf } from '../../../local/edge/compress.ts';
import { answerConditionally } from '../../../local/edge/conditional.ts';
import { errorTtlOf, ttlOf } from '../../../local/edge/freshness.ts';
import { pathFits } from '../../../local/edge/path-pattern.ts';

const NOW = Date.parse('2025-01-14T09:00:00Z');

describe('how long the edge keeps an answer', () => {
  const policy = { minTtlS: 0, defaultTtlS: 60, maxTtlS: 3600 };
  it.each([
    ['nothing said', {}, policy, 60],
    ['max-age', { 'cache-control': 'public, max-age=120' }, policy, 120],
    ['s-maxage before max-age', { 'cache-control': 'max-age=120, s-maxage=30' }, policy, 30],
    ['not above the greatest', { 'cache-control': 'max-age=999999' }, policy, 3600],
    ['not below the least', { 'cache-control': 'max-age=1' }, { ...policy, minTtlS: 10 }, 10],
    ['no-store', { 'cache-control': 'no-store' }, policy, 0],
    ['no-cache beside max-age', { 'cache-control': 'max-age=60, no-cache' }, policy, 0],
    ['private, with a least', { 'cache-control': 'private' }, { ...policy, minTtlS: 5 }, 5],
    ['Expires', { expires: new Date(NOW + 90_000).toUTCString() }, policy, 90],
    ['Expires in the past', { expires: new Date(NOW - 90_000).toUTCString() }, policy, 0],
  ])('%s', (_, headers, ttls, expected) => {
    expect(ttlOf(headers, ttls, NOW)).toBe(expected);
  });

  it.each([
    ['404 by itself', 404, {}, undefined, 10],
    ['404 configured', 404, {}, 1, 1],
    ['404 configured not to', 404, {}, 0, 0],
    ['403 by itself', 403, {}, undefined, 0],
    ['403 configured', 403, {}, 1, 1],
    ['403 told', 403, { 'cache-control': 'max-age=20' }, undefined, 20],
    ['503 told longer than configured', 503, { 'cache-control': 'max-age=30' }, 5, 30],
    ['401 never', 401, { 'cache-control': 'max-age=30' }, 5, 0],
  ])('an error: %s', (_, status, headers, configured, expected) => {
    expect(errorTtlOf(status, headers, configured, NOW)).toBe(expected);
  });
});

describe('what the edge compresses', () => {
  const reply = (type: string, bytes: number, more = {}) => ({
    status: 200,
    headers: { 'content-type': type, etag: '"abc"', ...more },
    body: Buffer.alloc(bytes, 'a'),
  });
  it.each([
    ['application/xml', 1000, true],
    ['application/xml; charset=utf-8', 5000, true],
    ['text/html', 999, false],
    ['application/json', 10_000_000, true],
    ['application/json', 10_000_001, false],
    ['application/rss+xml', 2000, true],
    ['application/atom+xml', 2000, false],
    ['application/feed+json', 2000, false],
    ['image/png', 2000, false],
  ])('%s of %d bytes: %s', (type, bytes, expected) => {
    const made = compressed(reply(type, bytes), ['gzip']);
    expect(made.headers['content-encoding']).toBe(expected ? 'gzip' : undefined);
    expect(made.headers['etag']).toBe(expected ? 'W/"abc"' : '"abc"');
    expect(expected ? gunzipSync(made.body).length : made.body.length).toBe(bytes);
  });

  it('prefers brotli, and leaves what is encoded already', () => {
    const made = compressed(reply('text/css', 2000), ['br', 'gzip']);
    expect(brotliDecompressSync(made.body)).toHaveLength(2000);
    expect(compressed(reply('text/css', 2000, { 'content-encoding': 'gzip' }), ['br']).body).toHaveLength(
      2000,
    );
  });

  it.each([
    ['gzip, deflate, br', { gzip: true, brotli: true }, ['br', 'gzip']],
    ['gzip, deflate, br', { gzip: true, brotli: false }, ['gzip']],
    ['gzip, br', { gzip: false, brotli: false }, []],
    ['br;q=0, gzip;q=0.5', { gzip: true, brotli: true }, ['gzip']],
    [undefined, { gzip: true, brotli: true }, []],
  ])('%s with %o is %o', (accepted, policy, expected) => {
    expect(encodingsOf(accepted, policy)).toEqual(expected);
  });
});

describe('conditional and partial answers', () => {
  const full = {
    status: 200,
    headers: { etag: '"v1"', 'last-modified': 'Tue, 14 Jan 2025 09:00:00 GMT', 'content-type': 'text/html' },
    body: Buffer.from('0123456789'),
  };
  it.each([
    [{}, 200, '0123456789'],
    [{ 'if-none-match': '"v1"' }, 304, ''],
    [{ 'if-none-match': 'W/"v1"' }, 304, ''],
    [{ 'if-none-match': '"v0", "v1"' }, 304, ''],
    [{ 'if-none-match': '*' }, 304, ''],
    [{ 'if-none-match': '"v0"' }, 200, '0123456789'],
    [{ 'if-none-match': '"v0"', 'if-modified-since': 'Tue, 14 Jan 2025 09:00:00 GMT' }, 200, '0123456789'],
    [{ 'if-modified-since': 'Tue, 14 Jan 2025 09:00:00 GMT' }, 304, ''],
    [{ 'if-modified-since': 'Tue, 14 Jan 2025 08:59:59 GMT' }, 200, '0123456789'],
    [{ 'if-modified-since': 'yesterday' }, 200, '0123456789'],
    [{ range: 'bytes=2-4' }, 206, '234'],
    [{ range: 'bytes=-3' }, 206, '789'],
    [{ range: 'bytes=8-' }, 206, '89'],
    [{ range: 'bytes=10-' }, 416, ''],
    [{ range: 'bytes=0-1,4-5' }, 200, '0123456789'],
    [{ range: 'bytes=2-4', 'if-range': '"v0"' }, 200, '0123456789'],
  ])('%o gives %d', (asked, status, body) => {
    const answer = answerConditionally(full, asked);
    expect([answer.status, answer.body.toString()]).toEqual([status, body]);
  });

  it('does not condition what is no 200', () => {
    expect(answerConditionally({ ...full, status: 404 }, { 'if-none-match': '"v1"' }).status).toBe(404);
  });
});

describe('path patterns', () => {
  it.each([
    ['*', '/anything/at/all', true],
    ['/api/*', '/api/x/y', true],
    ['/api/*', '/apix', false],
    ['api/*', '/api/', true],
    ['*.xml', '/n/blora/feed.xml', true],
    ['*.xml', '/feed.xml.html', false],
    ['/a?c', '/abc', true],
    ['/a.c', '/abc', false],
    ['/API/*', '/api/x', false],
  ])('%s takes %s: %s', (pattern, path, expected) => {
    expect(pathFits(pattern, path)).toBe(expected);
  });
});
