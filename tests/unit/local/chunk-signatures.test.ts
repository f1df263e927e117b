import { describe, expect, it } from 'vitest';
import type { Signed } from '../../../local/gateway/authenticate.ts';
import { checkChunkSignatures } from '../../../local/gateway/chunk-signatures.ts';
import { signingKey } from '../../../local/gateway/sigv4.ts';

/** The worked example of the S3 API reference, "Signature calculations: transferring payload in multiple chunks". */
const SCOPE = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', date: '20130524', region: 'us-east-1', service: 's3' };
const SIGNED: Signed = {
  accessKeyId: SCOPE.accessKeyId,
  scope: SCOPE,
  time: '20130524T000000Z',
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', SCOPE),
};
const CHUNKS: [size: number, signature: string][] = [
  [65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];
const DECLARED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const framed = (letter = 'a', chunks = CHUNKS) =>
  chunks
    .map(
      ([size, signature]) =>
        `${size.toString(16)};chunk-signature=${signature}\r\n${letter.repeat(size)}\r\n`,
    )
    .join('');

describe('checkChunkSignatures', () => {
  const check = (body: string, signed = SIGNED) => checkChunkSignatures(DECLARED, Buffer.from(body), signed);

  it('accepts the example of the reference', () => {
    expect(() => check(framed())).not.toThrow();
  });
  it.each([
    ['other bytes', framed('b')],
    ['chunks in another order', framed('a', [CHUNKS[1]!, CHUNKS[0]!, CHUNKS[2]!])],
    ['a chunk left out', framed('a', [CHUNKS[0]!, CHUNKS[2]!])],
    ['a chunk without a signature', framed().replace(/;chunk-signature=b6c6\w+/, '')],
  ])('refuses %s', (_, body) => {
    expect(() => check(body)).toThrow(/signature/);
  });
  it('refuses chunks under another first signature', () => {
    expect(() => check(framed(), { ...SIGNED, signature: '0'.repeat(64) })).toThrow(/signature/);
  });
  it('leaves unsigned chunks to their checksum', () => {
    expect(() =>
      checkChunkSignatures('STREAMING-UNSIGNED-PAYLOAD-TRAILER', Buffer.from('0\r\n\r\n'), SIGNED),
    ).not.toThrow();
  });
});
