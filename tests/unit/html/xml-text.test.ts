import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanPlainText, dropInvisible } from '#domain/html/plain-text.ts';
import { isPlainAscii } from '#domain/html/plain-ascii.ts';
import { dropXmlIllegal, isXmlLegal } from '#domain/html/xml-text.ts';

/** XML 1.0 §2.2 `Char`, letter by letter. */
const isChar = (point: number): boolean =>
  point === 0x9 ||
  point === 0xa ||
  point === 0xd ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom('a', '\u{D800}', '\u{DC00}', '\u{FFFE}', '\u{1F600}', '\t', '\v', '\r', '\u{1FFFE}'),
    )
    .map((parts) => parts.join('')),
);

it('is XML text if and only if each character is one of the specification’s', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      expect(isXmlLegal(text)).toBe(points.every(isChar));
      expect(dropXmlIllegal(text)).toBe(String.fromCodePoint(...points.filter(isChar)));
    }),
    { numRuns: 2_000 },
  );
});

it('is plain ASCII only where nothing is to be dropped or composed', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      if (!isPlainAscii(text)) return;
      expect(dropInvisible(text)).toBe(text);
      expect(text.normalize('NFKC')).toBe(text);
      expect(cleanPlainText(text)).toBe(text.replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 2_000 },
  );
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const isPlain = unit === 0x9 || unit === 0xa || (unit >= 0x20 && unit <= 0x7e);
    if (isPlainAscii(String.fromCharCode(unit)) !== isPlain) throw new Error(`U+${unit.toString(16)}`);
  }
});
