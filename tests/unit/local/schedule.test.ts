import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../local/schedule/expression.ts';
import { runSchedules } from '../../../local/schedule/run-schedules.ts';
import { makeClock } from '../../../local/clock.ts';

describe('schedule expressions', () => {
  it.each([
    ['rate(1 minute)', '2025-01-14T09:04:11Z', '2025-01-14T09:05:00Z'],
    ['rate(1 minute)', '2025-01-14T09:05:00Z', '2025-01-14T09:06:00Z'],
    ['rate(6 hours)', '2025-01-14T09:04:11Z', '2025-01-14T12:00:00Z'],
    ['rate(1 day)', '2025-01-14T09:04:11Z', '2025-01-15T00:00:00Z'],
    ['cron(0 10 * * ? *)', '2025-01-14T10:00:00Z', '2025-01-15T10:00:00Z'],
    ['cron(15 12 * * ? *)', '2025-01-14T10:00:00Z', '2025-01-14T12:15:00Z'],
    ['cron(0 18 ? * MON-FRI *)', '2025-01-17T18:00:00Z', '2025-01-20T18:00:00Z'],
    ['cron(0 8 1 * ? *)', '2025-01-14T10:00:00Z', '2025-02-01T08:00:00Z'],
    ['cron(0/15 * * * ? *)', '2025-01-14T10:46:00Z', '2025-01-14T11:00:00Z'],
    ['cron(5,35 8-10 ? * 2 *)', '2025-01-14T10:46:00Z', '2025-01-20T08:05:00Z'],
    ['cron(0 0 29 FEB ? *)', '2025-01-14T10:00:00Z', '2028-02-29T00:00:00Z'],
    ['cron(59 23 31 12 ? 2026)', '2025-01-14T10:00:00Z', '2026-12-31T23:59:00Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    const next = parseExpression(expression)(Date.parse(after));
    expect(new Date(next).toISOString()).toBe(new Date(expected).toISOString());
  });

  it('has no tick after the last year', () => {
    expect(parseExpression('cron(0 0 1 1 ? 2020)')(Date.parse('2025-01-01'))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(5 weeks)',
    'at(2025-01-01T00:00:00)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(0 10 L * ? *)',
    'cron(0 10 ? * 2#1 *)',
    'cron(60 10 * * ? *)',
    'cron(0 10 * * ?)',
    'cron(10-5 10 * * ? *)',
  ])('refuses %s', (expression) => {
    expect(() => parseExpression(expression)).toThrow(/not run locally|EventBridge refuses/);
  });
});

describe('moving the clock', () => {
  it('stops at each tick on the way, the clock showing its time', async () => {
    const clock = makeClock();
    const fired: { at: number; shown: number }[] = [];
    const schedules = runSchedules({
      clock,
      schedules: [
        {
          next: parseExpression('rate(1 minute)'),
          fire: async (at) => void fired.push({ at, shown: clock.now() }),
        },
      ],
      onMoved: () => {},
    });
    const before = clock.now();
    await schedules.advance(5 * 60_000);
    schedules.stop();
    expect(fired).toHaveLength(5);
    for (const { at, shown } of fired) expect(shown - at).toBeLessThan(1000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(5 * 60_000);
  });

  it('bounds the ticks of a long way to the last ones', async () => {
    const clock = makeClock();
    const fired: number[] = [];
    const schedules = runSchedules({
      clock,
      schedules: [{ next: parseExpression('rate(1 minute)'), fire: async (at) => void fired.push(at) }],
      onMoved: () => {},
    });
    await schedules.advance(30 * 86_400_000);
    schedules.stop();
    expect(fired).toHaveLength(240);
    expect(clock.now() - (fired.at(-1) ?? 0)).toBeLessThan(61_000);
  });

  it('never moves back', () => {
    expect(() => makeClock().advance(-1)).toThrow(RangeError);
  });
});
