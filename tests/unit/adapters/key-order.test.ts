import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMemoryTable } from '#adapters/memory/memory-table.ts';
import { utf8Order } from '#adapters/memory/utf8-order.ts';
import { shardOf } from '#adapters/shard-of.ts';

const text = fc.string({ unit: 'binary' });

describe('utf8Order', () => {
  it('is the order of the bytes', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(utf8Order(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(utf8Order('\u{ffff}', '\u{10000}')).toBeLessThan(0);
  });
});

describe('a table in memory', () => {
  it('lists a range as a sort of everything would', () => {
    const range = fc.record(
      { from: text, below: text, descending: fc.boolean(), limit: fc.nat(8) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.array(text), range, (put, removed, query) => {
        const table = makeMemoryTable<string>();
        for (const key of put) table.put('p', key, key);
        for (const key of [...removed, ...put.slice(0, 3)]) table.remove('p', key);
        const left = [...new Set(put)].filter(
          (key) => !removed.includes(key) && !put.slice(0, 3).includes(key),
        );
        const { from, below, descending, limit } = query;
        const expected = left
          .filter((key) => from === undefined || utf8Order(key, from) >= 0)
          .filter((key) => below === undefined || utf8Order(key, below) < 0)
          .toSorted((a, b) => (descending === true ? utf8Order(b, a) : utf8Order(a, b)));
        expect(table.query('p', query)).toEqual(expected.slice(0, limit ?? expected.length));
      }),
    );
  });
});

describe('shardOf', () => {
  it.each([
    // FNV-1a's published values: 811c9dc5, e40c292c, bf9cf968.
    ['', 5],
    ['a', 12],
    ['foobar', 8],
  ])('of %s is %i for ever', (id, shard) => {
    expect(shardOf(id, 16)).toBe(shard);
  });

  it('shares ids out evenly', () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let index = 0; index < 16_000; index += 1) counts[shardOf(`ep-${index}`, 16)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(700);
    expect(Math.max(...counts)).toBeLessThan(1300);
  });
});
