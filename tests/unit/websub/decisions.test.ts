import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { HOST_LIMITS, hasRoom, oneAskMore } from '#domain/websub/callback-host.ts';
import { denialUrl, verificationUrl } from '#domain/websub/callback-url.ts';
import { decideAfterNotice } from '#domain/websub/decide-after-notice.ts';
import { decideIntent } from '#domain/websub/decide-intent.ts';
import { hasLease } from '#domain/websub/has-lease.ts';
import { hubSignature } from '#domain/websub/hub-signature.ts';
import type { HubAsked } from '#domain/websub/subscription.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const ASKED: HubAsked = {
  mode: 'subscribe',
  topic: 'https://site.example.org/n/blora/atom.xml',
  challenge: 'a-challenge',
  at: '2026-03-01T08:00:00.000Z',
  leaseSeconds: 864_000,
  attempt: 0,
};
const answered = (status: number, body = '', headers: Record<string, string> = {}): Outcome => ({
  kind: 'response',
  status,
  body,
  headers,
  truncated: false,
  durationMs: 5,
});
const UNREACHABLE: Outcome = { kind: 'connect-failed', detail: 'refused', durationMs: 5 };
const BLOCKED: Outcome = { kind: 'blocked', detail: 'private', durationMs: 5 };

describe('the address of a verification', () => {
  const QUERY =
    'hub.mode=subscribe&hub.topic=https%3A%2F%2Fsite.example.org%2Fn%2Fblora%2Fatom.xml&hub.challenge=a-challenge&hub.lease_seconds=864000';

  test.each([
    ['https://r.example.org/hook', `https://r.example.org/hook?${QUERY}`],
    ['https://r.example.org/hook?', `https://r.example.org/hook?${QUERY}`],
    ['https://r.example.org/hook?a=1', `https://r.example.org/hook?a=1&${QUERY}`],
    ['https://r.example.org/hook?a=1&', `https://r.example.org/hook?a=1&${QUERY}`],
    ['https://r.example.org/hook?a=%41+b', `https://r.example.org/hook?a=%41+b&${QUERY}`],
    ['https://r.example.org/?hub.mode=own', `https://r.example.org/?hub.mode=own&${QUERY}`],
  ])('keeps the query of %s', (callback, url) => {
    expect(verificationUrl(callback, ASKED)).toBe(url);
  });

  test('of an unsubscription names no lease', () => {
    expect(verificationUrl('https://r.example.org/', { ...ASKED, mode: 'unsubscribe' })).not.toContain(
      'lease',
    );
  });

  test('a denial says the topic and why', () => {
    const { searchParams } = new URL(denialUrl('https://r.example.org/?a=1', ASKED, 'no & never'));
    expect(Object.fromEntries(searchParams)).toEqual({
      a: '1',
      'hub.mode': 'denied',
      'hub.topic': ASKED.topic,
      'hub.reason': 'no & never',
    });
  });
});

test.each<[string, Outcome, number, object]>([
  ['200 with the challenge', answered(200, 'a-challenge'), 0, { step: 'confirmed' }],
  ['204 without it', answered(204), 0, { step: 'refused' }],
  ['200 with something around it', answered(200, ' a-challenge\n'), 0, { step: 'refused' }],
  ['404 with the challenge', answered(404, 'a-challenge'), 0, { step: 'refused' }],
  ['302', answered(302, 'a-challenge'), 0, { step: 'refused' }],
  ['500', answered(500), 0, { step: 'refused' }],
  ['nobody there', UNREACHABLE, 0, { step: 'ask-again', afterSeconds: 10 }],
  ['nobody there again', UNREACHABLE, 1, { step: 'ask-again', afterSeconds: 60 }],
  ['nobody there for the third time', UNREACHABLE, 2, { step: 'refused' }],
  ['a private address', BLOCKED, 0, { step: 'refused' }],
])('intent: %s', (_, outcome, attempt, intent) => {
  expect(decideIntent(outcome, { ...ASKED, attempt })).toEqual(intent);
});

test.each<[string, Outcome, number, object]>([
  ['200', answered(200), 1, { step: 'told' }],
  ['299', answered(299), 1, { step: 'told' }],
  ['410', answered(410), 1, { step: 'ended' }],
  ['301', answered(301), 1, { step: 'retry', waitMs: 10_000 }],
  ['404', answered(404), 2, { step: 'retry', waitMs: 60_000 }],
  ['503', answered(503), 5, { step: 'retry', waitMs: 7_200_000 }],
  ['503 for the last time', answered(503), 6, { step: 'dropped' }],
  ['429 with more time', answered(429, '', { 'retry-after': '120' }), 1, { step: 'retry', waitMs: 120_000 }],
  ['429 with less time', answered(429, '', { 'retry-after': '1' }), 2, { step: 'retry', waitMs: 60_000 }],
  [
    '429 for a year',
    answered(429, '', { 'retry-after': '31536000' }),
    1,
    { step: 'retry', waitMs: 86_400_000 },
  ],
  ['nobody there', UNREACHABLE, 1, { step: 'retry', waitMs: 10_000 }],
  ['a private address', BLOCKED, 1, { step: 'dropped' }],
])('after content: %s', (_, outcome, attempt, plan) => {
  expect(decideAfterNotice(outcome, attempt, NOW)).toEqual(plan);
});

test('a signature is the HMAC of the bytes', () => {
  const expected = createHmac('sha256', 'k').update(Buffer.from('naskah é')).digest('hex');
  expect(hubSignature('k', 'naskah é')).toBe(`sha256=${expected}`);
});

test.each([
  ['none', undefined, false],
  ['one that goes on', '2026-03-01T08:00:00.001Z', true],
  ['one that ends now', '2026-03-01T08:00:00.000Z', false],
])('a lease: %s', (_, until, has) => {
  const lease = until === undefined ? {} : { lease: { since: ASKED.at, until } };
  const of = {
    feedId: 'network',
    format: 'rss',
    callbackId: 'c',
    callback: 'https://r.example.org/',
  } as const;
  expect(hasLease({ ...of, ...lease, rev: 1, expiresAtSeconds: 0 }, NOW)).toBe(has);
});

describe('a host', () => {
  const placesOf = (count: number, expiresAtSeconds = NOW / 1000 + 1, pending = {}) =>
    Array.from({ length: count }, () => {
      const place = {
        host: 'h',
        feedId: 'network',
        format: 'rss',
        callbackId: 'c',
        expiresAtSeconds,
      } as const;
      return { ...place, ...pending };
    });
  const pending = (count: number) => placesOf(count, NOW / 1000 + 1, { pending: true });
  const { subscriptions, unconfirmed, asksAMinute, renewalsAMinute } = HOST_LIMITS;

  test.each([
    ['all it may have', placesOf(subscriptions), false],
    ['one less', placesOf(subscriptions - 1), true],
    ['all, of which one has run out', [...placesOf(subscriptions - 1), ...placesOf(1, NOW / 1000)], true],
    ['one less, and many that wait', [...placesOf(subscriptions - 1), ...pending(unconfirmed - 1)], true],
    ['all that may wait', pending(unconfirmed), false],
  ])('has room or not with %s', (_, places, room) => {
    expect(hasRoom(places, NOW)).toBe(room);
  });

  const minute = Math.floor(NOW / 60_000);
  const rate = { host: 'h', minute, asks: 5, renewals: 7, rev: 4, expiresAtSeconds: 0 };
  const spent = { ...rate, asks: asksAMinute, renewals: renewalsAMinute };
  test.each([
    ['the first', false, undefined, { asks: 1, renewals: 0, rev: 1, minute }],
    ['another', false, rate, { asks: 6, renewals: 7, rev: 5 }],
    ['the last', false, { ...spent, asks: asksAMinute - 1 }, { asks: asksAMinute }],
    ['one too many', false, { ...spent, renewals: 0 }, undefined],
    ['one in the next minute', false, { ...spent, minute: minute - 1 }, { asks: 1, renewals: 0, minute }],
    ['a renewal', true, rate, { asks: 5, renewals: 8, rev: 5 }],
    ['a renewal where strangers have asked for all', true, { ...spent, renewals: 0 }, { renewals: 1 }],
    ['a renewal too many', true, { ...spent, asks: 0 }, undefined],
  ])('asks, counted by the minute: %s', (_, isRenewal, before, after) => {
    const next = oneAskMore({ host: 'h', isRenewal }, before, NOW);
    if (after === undefined) expect(next).toBeUndefined();
    else expect(next).toMatchObject(after);
  });
});
