import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { differences } from '../../../console/differences.ts';
import { at, hrefOf, placeOf, queryOf } from '../../../console/place.ts';
import { packZip } from '../../../console/pack-zip.ts';
import { planUploads } from '../../../console/plan-uploads.ts';
import { unpackZip } from '../../../functions/convert/unpack-zip.ts';
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

describe('what is chosen together', () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  const planned = (...names: string[]) => {
    const plan = planUploads(named(...names));
    return 'trouble' in plan ? plan.trouble : plan.map(({ name, files }) => [name, files.length]);
  };

  it.each([
    [['a.md'], [['a.md', 1]]],
    [
      ['a.md', 'b.docx'],
      [
        ['a.md', 1],
        ['b.docx', 1],
      ],
    ],
    [['kios.jpg'], [['kios.jpg', 1]]],
    [['kios.JPG', 'rilis akhir.docx', 'b.png'], [['rilis akhir.zip', 3]]],
    [['rilis', 'b.png'], [['rilis.zip', 2]]],
    [[], []],
  ])('%j', (names, plan) => {
    expect(planned(...names)).toEqual(plan);
  });

  it('is not guessed at', () => {
    expect(planned('a.md', 'b.md', 'c.png')).toBe(
      'There are 2 texts and one picture. Drop each text together with its own pictures.',
    );
    expect(planned('a.zip', 'c.png')).toMatch(/^a\.zip brings its own pictures\./);
  });
});

describe('a ZIP made in the browser', () => {
  it('is read by convert as what was put into it', () => {
    const entry = fc.record({
      name: fc.stringMatching(/^[a-zéü✓]{1,8}\.(?:md|png)$/u),
      bytes: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ name }) => name, minLength: 1, maxLength: 5 }),
        (entries) => {
          const made = entries.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }));
          const unpacked = unpackZip(Buffer.concat(packZip(made)));
          const read = 'entries' in unpacked ? unpacked.entries : [];
          expect(read.map(({ name, bytes }) => [name, Buffer.from(bytes)])).toEqual(
            made.map(({ name, bytes }) => [name, Buffer.from(bytes)]),
          );
        },
      ),
    );
  });
});
