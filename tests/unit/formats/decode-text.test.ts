import { expect, it } from 'vitest';
import { decodeText } from '#domain/formats/decode-text.ts';

const LINE_ENDS = ['\n', '\v', '\f', '\u{85}', '\u{2028}', '\u{2029}'];

it('leaves every character of the basic plane as it is but controls, which become spaces, and line ends', () => {
  const wrong: string[] = [];
  for (let unit = 1; unit <= 0xffff; unit += 1) {
    const character = String.fromCharCode(unit);
    // A carriage return is half a line end, surrogates are no text alone, and a byte order mark may lead.
    if (unit === 0xd || !character.isWellFormed()) continue;
    const { text } = decodeText(new TextEncoder().encode(`a${character}b`));
    const isControl = /\p{Cc}/u.test(character) && unit !== 0x9;
    const expected = LINE_ENDS.includes(character) ? '\n' : isControl ? ' ' : character;
    if (text !== `a${expected}b`) wrong.push(unit.toString(16));
  }
  expect(wrong).toEqual([]);
});

it('warns of controls with their line', () => {
  const { findings } = decodeText(new TextEncoder().encode('one\ntwo\u{7}\nthree'));
  expect(findings).toEqual([{ code: 'W_CONTROL_CHARACTER', line: 2, found: expect.any(String) }]);
});
