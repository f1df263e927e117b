import { describe, expect, it } from 'vitest';
import { pictureKeyOf, picturesCalledAs, standingIn, textsCalledAs } from '#domain/formats/picture-key.ts';

describe('the key of a picture that a text names', () => {
  const text = { newsroom: 'blora', path: '2026/acara/rilis.md' };
  it.each([
    ['foto.jpg', '2026/acara/foto.jpg'],
    ['./foto%20satu.JPG', '2026/acara/foto satu.JPG'],
    ['gambar\\foto.webp', '2026/acara/gambar/foto.webp'],
    ['../foto.png', '2026/foto.png'],
    ['/logo.gif', 'logo.gif'],
    ['../../../lain/foto.jpg', undefined],
    ['../../../../commands/foto.jpg', undefined],
    ['https://example.org/foto.jpg', undefined],
    ['//example.org/foto.jpg', undefined],
    ['cid:foto.jpg', undefined],
    ['foto.svg', undefined],
    ['foto', undefined],
    ['a\u{202E}gpj.jpg', undefined],
    ['..%2f..%2f..%2fx.jpg', undefined],
  ])('%s is %s', (name, path) => {
    expect(pictureKeyOf(text, name)).toBe(path === undefined ? undefined : `incoming/blora/${path}`);
  });
});

describe('pictures that are called as a text is', () => {
  const paths = [
    'a.jpg',
    'a-10.jpg',
    'a-2.png',
    'a_3.webp',
    'ab.jpg',
    'a.svg',
    'a-2026.jpg',
    'b.md',
    'b-2.md',
    'b-2.jpg',
  ];
  it('in the order of their numbers', () => {
    expect(picturesCalledAs('a.md', paths)).toEqual(['a.jpg', 'a-2.png', 'a_3.webp', 'a-10.jpg']);
    expect(picturesCalledAs('b.md', paths)).toEqual([]);
    expect(picturesCalledAs('b-2.md', paths)).toEqual(['b-2.jpg']);
  });
  it('and the other way round', () => {
    expect(textsCalledAs('b-2.jpg', paths)).toEqual(['b-2.md']);
    expect(textsCalledAs('b-3.jpg', paths)).toEqual(['b.md']);
    expect(textsCalledAs('b.md', paths)).toEqual([]);
  });
});

it('what stands in a folder, not below it', () => {
  const paths = ['x/a.md', 'x/b.jpg', 'x/y/c.md', 'x/README.md', 'x/d.pdf'];
  expect(standingIn('x/', paths)).toEqual({ texts: ['x/a.md'], pictures: ['x/b.jpg'] });
});
