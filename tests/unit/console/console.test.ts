import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { differences } from '../../../console/differences.ts';
import { at, hrefOf, placeOf, queryOf } from '../../../console/place.ts';
import { linesOf } from '../../../console/text-of-html.ts';

describe('differences', () => {
  it('keep what both have, and name the rest once', () => {
    expect(differences(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
      { kind: 'same', line: 'a' },
      { kind: 'removed', line: 'b' },
      { kind: 'added', line: 'x' },
      { kind: 'same', line: 'c' },
      { kind: 'added', line: 'd' },
    ]);
  });

  it('make both texts again', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const made = differences(before, after);
        const without = (kind: string) => made.filter((one) => one.kind !== kind).map(({ line }) => line);
        expect(without('added')).toEqual(before);
        expect(without('removed')).toEqual(after);
      }),
    );
  });

  it('of texts beyond measure show all as changed', () => {
    const long = Array.from({ length: 1_001 }, (_, line) => String(line));
    expect(differences(long, ['a'])).toHaveLength(1_002);
  });
});

describe('a place', () => {
  it('is read as it was written', () => {
    const part = fc
      .string({ minLength: 1, maxLength: 12, unit: 'binary' })
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), part, (path, q) => {
        expect(placeOf(hrefOf({ path, query: { q } }))).toEqual({ path, query: { q } });
      }),
    );
  });

  it.each(['', '#', '#/', '#/%', '#/%ff?x'])('%j is the beginning', (hash) => {
    expect(placeOf(hash)).toEqual(at());
  });

  it('asks only for what is given', () => {
    expect(queryOf({ q: 'a b&c', state: '', cursor: undefined })).toBe('?q=a+b%26c');
    expect(queryOf({})).toBe('');
  });
});

it.each([
  ['<p>Satu</p><p>Dua &amp; &lt;tiga&gt; &#39;x&#x27;</p>', ['Satu', "Dua & <tiga> 'x'"]],
  ['<ul><li>a</li><li><b>b</b></li></ul>c<br>d', ['a', 'b', 'c', 'd']],
  ['', []],
  ['&unknown; &#9999999;', ['&unknown; &#9999999;']],
])('the lines of %j', (html, lines) => {
  expect(linesOf(html)).toEqual(lines);
});
