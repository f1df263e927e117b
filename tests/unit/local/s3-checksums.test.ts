import * as fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checksumOf, compositeChecksum, verifyBody } from '../../../local/s3/checksums.ts';

/** The check values of the CRC catalogue and of FIPS 180: over the text 123456789, in hexadecimal. */
const CHECK_VALUES = [
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
  ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
] as const;

describe('checksums', () => {
  it.each(CHECK_VALUES)('%s of 123456789 is %s', (algorithm, hex) => {
    expect(checksumOf(algorithm, Buffer.from('123456789'))).toBe(Buffer.from(hex, 'hex').toString('base64'));
  });

  it('crc32 is zlib’s, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(Buffer.from(checksumOf('crc32', bytes), 'base64').readUInt32BE()).toBe(crc32(bytes));
      }),
    );
  });

  it('one of parts is over their bytes, and counts them', () => {
    const parts = ['a', 'b'].map((part) => checksumOf('sha256', Buffer.from(part)));
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
    expect(compositeChecksum('sha256', parts)).toBe(`${checksumOf('sha256', bytes)}-2`);
  });
});

describe('a body', () => {
  const body = Buffer.from('123456789');
  const good = { 'x-amz-checksum-crc32': 'y/Q5Jg==' };

  it('returns the checksum to keep', () => {
    expect(verifyBody({}, body)).toBeUndefined();
    expect(verifyBody(good, body)).toEqual({ algorithm: 'crc32', value: 'y/Q5Jg==' });
    expect(verifyBody({ 'x-amz-trailer': 'X-Amz-Checksum-Crc32', ...good }, body)).toBeDefined();
  });

  it.each([
    ['BadDigest', { 'x-amz-checksum-sha1': 'AAAA' }],
    ['BadDigest', { 'content-md5': 'AAAA' }],
    ['InvalidRequest', { ...good, 'x-amz-checksum-sha1': 'AAAA' }],
    ['MalformedTrailerError', { 'x-amz-trailer': 'x-amz-checksum-sha1' }],
  ])('is refused as %s', (code, headers) => {
    expect(() => verifyBody(headers as Record<string, string>, body)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
