import { describe, expect, it } from 'vitest';
import { decideAdmission, MOST_AT_ONCE } from '#domain/partner/admission.ts';
import type { EndpointHealth } from '#domain/partner/endpoint.ts';
import { healthAfter } from '#domain/partner/health-after.ts';
import type { Plan } from '#domain/webhook/decide.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
const TOLD: Plan = { kind: 'told' };
const RETRY: Plan = { kind: 'retry', at: at(5), burnt: 1, arrived: 'maybe', why: 'receiver-error' };
const SLOWER: Plan = { ...RETRY, why: 'receiver-busy', slower: true };

function health(changes: Partial<EndpointHealth> = {}): EndpointHealth {
  return { endpointId: 'ep-1', rev: 7, failuresInRow: 1, ...changes };
}

function admission(of: EndpointHealth | undefined, id = 'r/mine', isUrgent = false) {
  return decideAdmission({ health: of, lease: { id, until: at(30) }, isUrgent, now: NOW });
}

function after(before: EndpointHealth | undefined, plan: Plan, more: { startedAt?: number } = {}) {
  return healthAfter({
    endpointId: 'ep-1',
    before,
    plan,
    leaseId: 'r/mine',
    startedAt: NOW,
    now: NOW + 1000,
    ...more,
  });
}

const leases = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `r/${n}`, until: at(10 + n) }));

describe('a request to an endpoint', () => {
  it('that is well needs no lease', () => {
    expect(admission(undefined)).toEqual({ kind: 'free' });
    expect(admission(health({ failuresInRow: 0 }))).toEqual({ kind: 'free' });
  });

  it('that is not well takes one of four leases, and waits for the first that ends', () => {
    expect(admission(health({ leases: leases(MOST_AT_ONCE - 1) }))).toMatchObject({
      kind: 'lease',
      health: { rev: 8, leases: [...leases(3), { id: 'r/mine', until: at(30) }] },
    });
    expect(admission(health({ leases: leases(MOST_AT_ONCE) }))).toEqual({ kind: 'wait', until: at(10) });
    expect(admission(health({ leases: [...leases(3), { id: 'r/dead', until: at(-1) }] })).kind).toBe('lease');
    expect(admission(health({ leases: leases(MOST_AT_ONCE) }), 'r/2').kind).toBe('lease');
  });

  it('that has halved its requests gets no more than that', () => {
    expect(admission(health({ atOnce: 1, leases: leases(1) })).kind).toBe('wait');
    expect(admission(health({ failuresInRow: 0, atOnce: 2, leases: leases(1) })).kind).toBe('lease');
  });

  it('that asked to be left alone waits as long', () => {
    expect(admission(health({ pausedUntil: at(60) }))).toEqual({ kind: 'wait', until: at(60) });
    expect(admission(health({ pausedUntil: at(0) })).kind).toBe('lease');
  });

  it('that failed five times in a row waits for its time, then goes alone', () => {
    const open = health({ failuresInRow: 5, probeAt: at(5) });
    expect(admission(open)).toEqual({ kind: 'wait', until: at(5) });
    expect(admission({ ...open, probeAt: at(0) }).kind).toBe('lease');
    expect(admission({ ...open, probeAt: at(0), leases: leases(1) })).toEqual({
      kind: 'wait',
      until: at(10),
    });
  });
});

describe('a kill or a withdrawal', () => {
  it('waits for no probe, but for a pause that was asked for, and takes a lease like everything else', () => {
    const open = health({ failuresInRow: 9, probeAt: at(300), leases: leases(3) });
    expect(admission(open, 'r/mine', true).kind).toBe('lease');
    expect(admission({ ...open, leases: leases(4) }, 'r/mine', true).kind).toBe('wait');
    expect(admission({ ...open, pausedUntil: at(60) }, 'r/mine', true)).toEqual({
      kind: 'wait',
      until: at(60),
    });
  });
});

describe('the health of an endpoint', () => {
  it('is not written while all is well', () => {
    expect(after(undefined, TOLD)).toBeUndefined();
    expect(after(health({ failuresInRow: 0, lastSuccessAt: at(-9) }), TOLD)).toBeUndefined();
  });

  it('counts failures of requests that were under way together once', () => {
    const first = after(undefined, RETRY);
    expect(first).toMatchObject({ failuresInRow: 1, firstFailureAt: at(1), rev: 1 });
    expect(after(first, RETRY, { startedAt: NOW + 500 })).toMatchObject({ failuresInRow: 1, rev: 2 });
    expect(after(first, RETRY, { startedAt: NOW + 1000 })).toMatchObject({ failuresInRow: 2, rev: 2 });
  });

  it.each([
    [4, 5],
    [5, 60],
    [6, 300],
    [60, 300],
  ])('after %i failures and one more is probed %i s later', (failuresInRow, seconds) => {
    expect(after(health({ failuresInRow }), RETRY)).toMatchObject({ probeAt: at(1 + seconds) });
    expect(after(health({ failuresInRow: 3 }), RETRY)).not.toHaveProperty('probeAt');
  });

  it('is halved by a busy receiver, and doubled again by each success', () => {
    const two = after(health(), SLOWER);
    const one = after(two, SLOWER);
    expect([two?.atOnce, one?.atOnce, after(one, SLOWER)?.atOnce]).toEqual([2, 1, 1]);
    expect(after(one, TOLD)).toMatchObject({ atOnce: 2, failuresInRow: 0 });
    expect(after(after(one, TOLD), TOLD)).not.toHaveProperty('atOnce');
  });

  it('keeps the longest pause that was asked for', () => {
    const hour = { pausedUntil: at(3_600) };
    const again = { ...RETRY, why: 'rate-limited', pauseUntil: at(60) } as const;
    expect(after(health(hour), again)).toMatchObject(hour);
    expect(after(health({ pausedUntil: at(30) }), again)).toMatchObject({ pausedUntil: at(60) });
    const over: Plan = { ...again, kind: 'give-up', ending: 'too-old' };
    expect(after(health(), over)).toMatchObject({ pausedUntil: at(60) });
  });

  it('keeps a pause that was asked for while a request that succeeds was under way', () => {
    expect(after(health({ pausedUntil: at(60) }), TOLD)).toMatchObject({
      failuresInRow: 0,
      pausedUntil: at(60),
    });
    expect(after(health({ pausedUntil: at(0) }), TOLD)).not.toHaveProperty('pausedUntil');
  });

  it('remembers a 410 of a webhook that is given up', () => {
    const gone: Plan = { kind: 'give-up', ending: 'too-often', arrived: 'maybe', why: 'gone', isGone: true };
    expect(after(undefined, gone)).toMatchObject({ goneAt: at(1), lastWhy: 'gone' });
  });

  it('is as new after a success, but for the leases of others', () => {
    const sick = health({
      failuresInRow: 9,
      probeAt: at(0),
      pausedUntil: at(0),
      firstFailureAt: at(-99),
      lastFailureAt: at(-9),
      goneAt: at(-9),
      leases: [...leases(1), { id: 'r/mine', until: at(30) }],
    });
    expect(after(sick, TOLD)).toEqual({
      endpointId: 'ep-1',
      rev: 8,
      failuresInRow: 0,
      lastSuccessAt: at(1),
      leases: leases(1),
    });
  });
});
