import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTime, type TimeDecision } from '#domain/release/decide-time.ts';
import type { Head } from '#domain/release/head.ts';
import { aHead } from '../../support/a-head.ts';

const T = '2026-03-02T08:00:00Z';
const { firstPublicAt: _firstPublicAt, ...never } = aHead();
const scheduled: Head = { ...never, state: 'scheduled', publishAt: T };
const embargoed: Head = { ...never, state: 'embargoed', embargoedUntil: T };
const withdrawn = aHead({ state: 'withdrawn', withdrawn: { at: '2026-01-31T08:00:00Z', by: 'deletion' } });
const killed = aHead({ state: 'killed', killed: { at: '2026-01-31T08:00:00Z', reason: 'x' } });
const lift: TimeDecision = {
  kind: 'version',
  state: 'published',
  changeKind: 'lift',
  at: T,
  firstPublicAt: T,
};

describe('a time', () => {
  it.each<[string, Head, TimeDecision]>([
    ['lifts a schedule', scheduled, lift],
    ['lifts an embargo', embargoed, lift],
    ['expires', aHead({ expires: T }), { kind: 'version', state: 'expired', changeKind: 'expiry', at: T }],
    ['ends the notice of a withdrawal', withdrawn, { kind: 'end-notice', at: '2026-03-02T08:00:00.000Z' }],
    ['ends the notice of a kill', killed, { kind: 'end-notice', at: '2026-03-02T08:00:00.000Z' }],
  ])('%s, not a millisecond before, by both clocks', (_, head, expected) => {
    const nowMs = Date.parse(T);
    expect(decideTime(head, { nowMs, firstReceivedMs: nowMs })).toEqual(expected);
    for (const early of [
      { nowMs: nowMs - 1, firstReceivedMs: nowMs },
      { nowMs, firstReceivedMs: nowMs - 1 },
    ])
      expect(decideTime(head, early)).toMatchObject({ kind: 'too-early' });
  });

  it('lifts what was public before at the time that came, and keeps the first time public', () => {
    const firstPublicAt = '2026-02-01T08:00:00Z';
    const again: Head = { ...embargoed, firstPublicAt };
    const moment = { nowMs: Date.parse(T), firstReceivedMs: Date.parse(T) };
    expect(decideTime(again, moment)).toEqual({ ...lift, firstPublicAt });
  });

  it.each<[string, Head]>([
    ['a live release without an end', aHead()],
    ['an expired one', aHead({ state: 'expired', expires: T })],
    ['a notice that ended', { ...withdrawn, noticeEndedAt: T }],
    ['a withdrawal of what was never public', { ...never, state: 'withdrawn' }],
    ['a kill of what was never public', { ...never, state: 'killed' }],
  ])('does nothing to %s', (_, head) => {
    const later = Date.parse(T) + 1e12;
    expect(decideTime(head, { nowMs: later, firstReceivedMs: later })).toEqual({ kind: 'nothing' });
  });

  it('makes nothing public before its time, whatever one of the clocks says', () => {
    const moment = fc.integer({ min: Date.parse(T) - 10_000, max: Date.parse(T) + 10_000 });
    fc.assert(
      fc.property(fc.constantFrom(scheduled, embargoed), moment, moment, (head, nowMs, firstReceivedMs) => {
        const decision = decideTime(head, { nowMs, firstReceivedMs });
        expect(decision.kind === 'version').toBe(Math.min(nowMs, firstReceivedMs) >= Date.parse(T));
      }),
    );
  });
});
