import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { xmlEscape, xmlUnescape } from '../../../local/protocol.ts';

it('what is escaped is unescaped to the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = xmlEscape(text);
      expect(escaped).not.toMatch(/[<>"']|&(?![a-z]+;|#\d+;)/);
      expect(xmlUnescape(escaped)).toBe(text);
    }),
  );
});

it.each([
  ['&#65;&#x42;&#X43;', 'ABC'],
  ['&amp;lt;', '&lt;'],
  ['&#x10FFFF;', '\u{10ffff}'],
  ['&#1114112; &nbsp; &', '&#1114112; &nbsp; &'],
])('reads %s', (escaped, text) => {
  expect(xmlUnescape(escaped)).toBe(text);
});
