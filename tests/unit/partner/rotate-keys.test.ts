import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rotatedKeys } from '#domain/partner/rotate-keys.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const HOUR = 3_600_000;
const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
const rotate = (keys: Parameters<typeof rotatedKeys>[0], hours: number) =>
  rotatedKeys(keys, { newestRoot: 'r2', overlapMs: hours * HOUR, now: NOW });

it('signs with a new generation of the newest root, and with the old one for the overlap', () => {
  expect(rotate([{ root: 'r1', generation: 1 }], 24)).toEqual([
    { root: 'r2', generation: 2 },
    { root: 'r1', generation: 1, until: at(24) },
  ]);
});

it('never lets an old key sign longer than it already may, and forgets what is past', () => {
  const keys = [
    { root: 'r1', generation: 3 },
    { root: 'r1', generation: 2, until: at(1) },
    { root: 'r1', generation: 1, until: at(-1) },
  ];
  expect(rotate(keys, 24)).toEqual([
    { root: 'r2', generation: 4 },
    { root: 'r1', generation: 3, until: at(24) },
    { root: 'r1', generation: 2, until: at(1) },
  ]);
  expect(rotate(keys, 0)).toEqual([{ root: 'r2', generation: 4 }]);
});

it('never uses a generation twice, however often it is rotated, and keeps ten keys at most', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 168 }), { maxLength: 30 }), (overlaps) => {
      const seen = new Set<number>();
      let keys = [{ root: 'r1', generation: 1 }] as ReturnType<typeof rotate>;
      for (const hours of overlaps) {
        seen.add(keys[0]!.generation);
        keys = rotate(keys, hours);
        expect(seen.has(keys[0]!.generation)).toBe(false);
        expect(keys.length).toBeLessThanOrEqual(10);
      }
    }),
  );
});
