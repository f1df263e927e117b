import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAfterAttempt, SCHEDULE_SECONDS, type AttemptMade, type Plan } from '#domain/webhook/decide.ts';
import type { Outcome } from '#domain/webhook/outcome.ts';
import { retryAfterMs } from '#domain/webhook/retry-after.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function answered(status: number, headers: Record<string, string> = {}): Outcome {
  return { kind: 'response', status, headers, body: '', truncated: false, durationMs: 1 };
}

function made(changes: Partial<AttemptMade> = {}): AttemptMade {
  const at = new Date(NOW).toISOString();
  return {
    releaseId: 'blora/market',
    version: 1,
    event: 'release.published',
    number: 1,
    burnt: 0,
    firstAt: at,
    eventTime: at,
    ...changes,
  };
}

function decide(outcome: Outcome, attempt: Partial<AttemptMade> = {}, endpoint = anEndpoint()): Plan {
  return decideAfterAttempt({ outcome, attempt: made(attempt), endpoint, now: NOW });
}

function waitMs(plan: Plan): number {
  return plan.kind === 'retry' ? Date.parse(plan.at) - NOW : Number.NaN;
}

describe('what an outcome leads to', () => {
  it.each([200, 201, 202, 204, 299])('%i: told', (status) =>
    expect(decide(answered(status))).toEqual({ kind: 'told' }),
  );

  it.each<[Outcome, string, 'no' | 'maybe']>([
    [answered(301), 'redirect', 'maybe'],
    [answered(307, { location: 'http://169.254.169.254/' }), 'redirect', 'maybe'],
    [answered(400), 'receiver-config', 'maybe'],
    [answered(401), 'receiver-config', 'maybe'],
    [answered(403), 'receiver-config', 'maybe'],
    [answered(404), 'receiver-config', 'maybe'],
    [answered(408), 'receiver-error', 'maybe'],
    [answered(422), 'receiver-config', 'maybe'],
    [answered(425), 'receiver-error', 'maybe'],
    [answered(500), 'receiver-error', 'maybe'],
    [answered(100), 'odd-status', 'maybe'],
    [answered(700), 'odd-status', 'maybe'],
    [{ kind: 'timed-out', phase: 'connect', detail: '', durationMs: 1 }, 'time-out', 'no'],
    [{ kind: 'timed-out', phase: 'headers', detail: '', durationMs: 1 }, 'time-out', 'maybe'],
    [{ kind: 'timed-out', phase: 'body', detail: '', durationMs: 1 }, 'time-out', 'maybe'],
    [{ kind: 'broken', detail: '', durationMs: 1 }, 'broken', 'maybe'],
    [{ kind: 'dns-failed', detail: '', durationMs: 1 }, 'dns', 'no'],
    [{ kind: 'connect-failed', detail: '', durationMs: 1 }, 'connect', 'no'],
    [{ kind: 'tls-failed', detail: '', durationMs: 1 }, 'tls', 'no'],
  ])('%o: tried again, for %s, arrived: %s', (outcome, why, arrived) => {
    const plan = decide(outcome);
    expect(plan).toMatchObject({ kind: 'retry', burnt: 1, why, arrived });
    expect(waitMs(plan)).toBeGreaterThanOrEqual(5_000);
    expect(waitMs(plan)).toBeLessThanOrEqual(6_000);
  });

  it.each([502, 503, 504])('%i: tried again, and more slowly', (status) => {
    expect(decide(answered(status))).toMatchObject({ kind: 'retry', slower: true, why: 'receiver-busy' });
  });

  it('a blocked address: never tried again', () => {
    expect(decide({ kind: 'blocked', detail: '', durationMs: 1 })).toEqual({
      kind: 'give-up',
      arrived: 'no',
      why: 'blocked-address',
    });
  });

  it('410: believed when it is said twice, a minute apart', () => {
    const first = decide(answered(410));
    expect(first).toMatchObject({ kind: 'retry', isGone: true });
    expect(waitMs(first)).toBeGreaterThanOrEqual(60_000);
    expect(decide(answered(410), { goneAt: new Date(NOW - 59_000).toISOString() })).toMatchObject({
      kind: 'retry',
      isGone: true,
    });
    expect(decide(answered(410), { goneAt: new Date(NOW - 60_000).toISOString() })).toEqual({
      kind: 'disable',
      why: 'gone',
    });
    expect(decide(answered(500), { goneAt: new Date(NOW - DAY_MS).toISOString() })).not.toHaveProperty(
      'isGone',
    );
  });

  it.each([
    ['abort-message', { kind: 'give-up', arrived: 'maybe', why: 'told-to-stop' }],
    ['Disable', { kind: 'disable', why: 'told-to-stop' }],
  ])('webhook-delivery: %s is obeyed, but not in a success', (wish, plan) => {
    expect(decide(answered(500, { 'webhook-delivery': wish }))).toEqual(plan);
    expect(decide(answered(200, { 'webhook-delivery': wish }))).toEqual({ kind: 'told' });
    expect(decide(answered(500, { 'webhook-delivery': 'constructor' }))).toMatchObject({ kind: 'retry' });
  });

  it('429: the endpoint is left alone, and no budget burns for a day', () => {
    const plan = decide(answered(429), { burnt: 3, number: 9 });
    expect(plan).toMatchObject({
      kind: 'retry',
      burnt: 3,
      why: 'rate-limited',
      pauseUntil: expect.any(String) as string,
    });
    expect(waitMs(plan)).toBeGreaterThanOrEqual(60_000);
    expect(decide(answered(429), { burnt: 3, firstAt: new Date(NOW - DAY_MS).toISOString() })).toMatchObject({
      burnt: 4,
    });
    expect(decide(answered(429), { burnt: 10, firstAt: new Date(NOW - DAY_MS).toISOString() })).toMatchObject(
      { kind: 'give-up', why: 'too-often' },
    );
  });
});

describe('when', () => {
  it('is the schedule of 11 tries over 75 h 36 m 05 s, then no more', () => {
    expect(SCHEDULE_SECONDS.reduce((sum: number, seconds) => sum + seconds, 0)).toBe(
      75 * 3_600 + 36 * 60 + 5,
    );
    SCHEDULE_SECONDS.slice(1).forEach((seconds, tried) => {
      const wait = waitMs(decide(answered(500), { number: tried + 1, burnt: tried }));
      expect(wait).toBeGreaterThanOrEqual(seconds * 1000);
      expect(wait).toBeLessThanOrEqual(seconds * 1200);
    });
    expect(decide(answered(500), { number: 11, burnt: 10 })).toEqual({
      kind: 'give-up',
      arrived: 'maybe',
      why: 'too-often',
    });
  });

  it('is the endpoint’s own schedule where it has one', () => {
    const endpoint = anEndpoint({ schedule: [0, 100] });
    expect(waitMs(decide(answered(500), {}, endpoint))).toBeGreaterThanOrEqual(100_000);
    expect(decide(answered(500), { burnt: 1, number: 2 }, endpoint)).toMatchObject({ kind: 'give-up' });
  });

  it('spares an endpoint what is too old for it, but never a withdrawal', () => {
    const endpoint = anEndpoint({ maxAgeSeconds: 3_600 });
    const old = { eventTime: new Date(NOW - HOUR_MS).toISOString() };
    expect(decide(answered(500), old, endpoint)).toEqual({
      kind: 'give-up',
      arrived: 'maybe',
      why: 'too-old',
    });
    expect(decide(answered(500), { ...old, event: 'release.killed' }, endpoint)).toMatchObject({
      kind: 'retry',
    });
    expect(decide(answered(500), { ...old, event: 'release.withdrawn' }, endpoint)).toMatchObject({
      kind: 'retry',
    });
    expect(decide(answered(500), {}, endpoint)).toMatchObject({ kind: 'retry' });
  });

  it.each<[string, string, number, number]>([
    ['seconds', '120', 120_000, 121_000],
    ['less than the schedule', '1', 5_000, 6_000],
    ['more than a day', '999999', DAY_MS, DAY_MS + 1_000],
    ['a date', 'Sun, 01 Mar 2026 08:02:00 GMT', 120_000, 121_000],
    ['a date that is past', 'Sun, 01 Mar 2026 07:00:00 GMT', 5_000, 6_000],
    ['nothing that can be read', 'soon', 5_000, 6_000],
    ['a negative number', '-5', 5_000, 6_000],
  ])('heeds a Retry-After of %s on any failure', (_, value, least, most) => {
    for (const status of [307, 404, 500, 503]) {
      const wait = waitMs(decide(answered(status, { 'retry-after': value })));
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(most);
    }
  });

  it('pauses the endpoint for as long as a 429 asks', () => {
    const plan = decide(answered(429, { 'retry-after': '600' }));
    expect(plan).toMatchObject({ pauseUntil: new Date(NOW + 600_000).toISOString() });
  });

  it('is the same for the same attempt, never earlier than the schedule, and spread', () => {
    const ids = fc.record({
      releaseId: fc.string(),
      version: fc.nat(),
      number: fc.integer({ min: 1, max: 20 }),
      burnt: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(ids, fc.constantFrom(500, 404, 410, 429, 503), (attempt, status) => {
        const plan = decide(answered(status), attempt);
        expect(decide(answered(status), attempt)).toEqual(plan);
        const least = SCHEDULE_SECONDS[attempt.burnt + (status === 429 ? 0 : 1)] ?? 0;
        expect(waitMs(plan)).toBeGreaterThanOrEqual(least * 1000);
      }),
    );
    const waits = Array.from({ length: 200 }, (_, n) =>
      waitMs(decide(answered(500), { releaseId: `r/${n}`, burnt: 3, number: 4 })),
    );
    expect(new Set(waits).size).toBeGreaterThan(190);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(0.15 * 1_800_000);
  });
});

describe('retryAfterMs', () => {
  it('reads only what RFC 9110 allows', () => {
    for (const value of [
      undefined,
      '',
      '1.5',
      '1e3',
      '0x10',
      '2026-03-01T08:02:00Z',
      'Sun, 99 Mar 2026 08:02:00 GMT',
    ]) {
      expect(retryAfterMs(value, NOW)).toBeUndefined();
    }
    expect(retryAfterMs(' 7 ', NOW)).toBe(7_000);
  });
});
