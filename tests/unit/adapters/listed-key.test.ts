import { describe, expect, it } from 'vitest';
import { decodeListedKey } from '#adapters/aws/listed-key.ts';

describe('decodeListedKey', () => {
  it.each([
    // S3 writes a space as `+`; servers that are like it write `%20`.
    ['a+b', 'url', 'a b'],
    ['a%20b', 'url', 'a b'],
    ['a%2Bb', 'url', 'a+b'],
    ['x.md%00.html', 'url', 'x.md\u0000.html'],
    ['n/%C3%A9', 'url', 'n/\u00e9'],
    ['a+b%20', undefined, 'a+b%20'],
  ])('reads %j, encoded as %s', (listed, encoding, key) => {
    expect(decodeListedKey(listed, encoding)).toBe(key);
  });
});
