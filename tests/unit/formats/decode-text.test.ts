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

it.each([
  ['%PDF-1.7', 'PDF'],
  ['\0\0\0\u{20}ftypisom', 'video (.mp4, .mov)'],
  ['\u{1A}\u{45}\u{DF}\u{A3}\0', 'video (.webm, .mkv)'],
  ['OggS\0', 'sound (.ogg, .opus)'],
  ['ID3\u{4}\0', 'sound (.mp3)'],
])('says of %j what it is, not what is wrong with its text', (start, found) => {
  const bytes = Buffer.from(`${start}${'\0'.repeat(40)}`, 'latin1');
  expect(decodeText(bytes).findings).toEqual([{ code: 'E_FORMAT_UNKNOWN', found }]);
});
