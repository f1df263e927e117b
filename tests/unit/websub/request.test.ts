import { describe, expect, test } from 'vitest';
import { PUBLIC_ONLY } from '#domain/webhook/address.ts';
import { LEASE_SECONDS, leaseSecondsOf } from '#domain/websub/lease.ts';
import { readHubRequest } from '#domain/websub/read-hub-request.ts';
import { topicOfUrl, topicUrl } from '#domain/websub/topic.ts';

const SITE = 'https://site.example.org';
const GOOD = {
  'hub.mode': 'subscribe',
  'hub.callback': 'https://reader.example.org/hook?id=7&x=%41',
  'hub.topic': `${SITE}/n/blora/atom.xml`,
};
const read = (parameters: Record<string, string>) =>
  readHubRequest(new Map(Object.entries(parameters)), PUBLIC_ONLY);
const { 'hub.mode': _mode, ...WITHOUT_MODE } = GOOD;
const { 'hub.callback': _callback, ...WITHOUT_CALLBACK } = GOOD;
const { 'hub.topic': _topic, ...WITHOUT_TOPIC } = GOOD;

describe('a request', () => {
  test('is read with its callback as it was spelled; unknown parameters mean nothing', () => {
    expect(
      read({ ...GOOD, 'hub.secret': 'k', 'hub.lease_seconds': '7200', 'hub.verify': 'sync', x: 'y' }),
    ).toEqual({
      ok: true,
      value: {
        feedId: 'n/blora',
        format: 'atom',
        mode: 'subscribe',
        callback: GOOD['hub.callback'],
        topic: GOOD['hub.topic'],
        leaseSeconds: 7_200,
        secret: 'k',
      },
    });
  });

  test('without a secret, or with an empty one, has none', () => {
    expect(read(GOOD)).not.toHaveProperty('value.secret');
    expect(read({ ...GOOD, 'hub.secret': '' })).not.toHaveProperty('value.secret');
  });

  test.each([
    ['no mode', WITHOUT_MODE, 'hub.mode is missing'],
    ['another mode', { ...GOOD, 'hub.mode': 'list' }, 'hub.mode is "list"'],
    ['a publisher’s ping', { ...GOOD, 'hub.mode': 'publish' }, 'knows itself'],
    ['no callback', WITHOUT_CALLBACK, 'hub.callback is missing'],
    ['a callback that is no address', { ...GOOD, 'hub.callback': '/hook' }, 'hub.callback'],
    ['a private address', { ...GOOD, 'hub.callback': 'https://169.254.169.254/' }, '169.254.169.254'],
    ['this machine', { ...GOOD, 'hub.callback': 'https://localhost/' }, 'localhost'],
    ['no topic', WITHOUT_TOPIC, 'hub.topic is missing'],
    ['a topic that is no feed', { ...GOOD, 'hub.topic': `${SITE}/n/blora/` }, 'is no feed'],
    ['a secret of 200 bytes', { ...GOOD, 'hub.secret': 'k'.repeat(200) }, 'less than 200 bytes'],
    ['a secret of 100 characters and 200 bytes', { ...GOOD, 'hub.secret': 'é'.repeat(100) }, 'less than 200'],
  ])('with %s is refused with the reason', (_, parameters, reason) => {
    const result = read(parameters);
    expect(result.ok ? '' : result.error).toContain(reason);
  });

  test('takes a secret of 199 bytes', () => {
    expect(read({ ...GOOD, 'hub.secret': 'k'.repeat(199) }).ok).toBe(true);
  });
});

describe('a topic', () => {
  test.each([
    ['/feed.xml', { feedId: 'network', format: 'rss' }],
    ['/atom.xml', { feedId: 'network', format: 'atom' }],
    ['/feed.json', { feedId: 'network', format: 'json' }],
    ['/n/blora/feed.xml', { feedId: 'n/blora', format: 'rss' }],
    ['/n/blora/c/pasar-murah/atom.xml', { feedId: 'n/blora/c/pasar-murah', format: 'atom' }],
    ['/n/blora/a/siti/feed.json', { feedId: 'n/blora/a/siti', format: 'json' }],
    ['/c/pasar/feed.json', { feedId: 'c/pasar', format: 'json' }],
    ['/l/id/feed.xml', { feedId: 'l/id', format: 'rss' }],
  ] as const)('%s', (path, topic) => {
    expect(topicOfUrl(SITE + path)).toEqual(topic);
    expect(topicUrl(SITE, topic)).toBe(SITE + path);
  });

  test.each([
    '/',
    '/n/blora/',
    '/n/blora/archive/1.xml',
    '/n/blora/archive/1/feed.xml',
    '/n/blora/touched/feed.xml',
    '/network/feed.xml',
    '//feed.xml',
    '/n/feed.xml',
    '/n/BLORA/feed.xml',
    '/n/blora/x/y/feed.xml',
    '/xfeed.xml',
    '/sitemap.xml',
  ])('%s is none', (path) => {
    expect(topicOfUrl(SITE + path)).toBeUndefined();
  });
});

test.each([
  [undefined, LEASE_SECONDS.default],
  ['', LEASE_SECONDS.default],
  ['soon', LEASE_SECONDS.default],
  ['-5', LEASE_SECONDS.default],
  ['0', LEASE_SECONDS.default],
  ['1', LEASE_SECONDS.min],
  ['3600', 3_600],
  ['86400', 86_400],
  ['999999999', LEASE_SECONDS.max],
  ['9'.repeat(15), LEASE_SECONDS.max],
])('a lease of %s seconds is %s', (asked, granted) => {
  expect(leaseSecondsOf(asked)).toBe(granted);
});
