import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAwsChunked, isAwsChunked } from '../../../local/s3/aws-chunked.ts';

const frame = (chunks: readonly Uint8Array[], extension: string, trailers: string): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0${extension}\r\n${trailers}\r\n`),
  ]);

describe('aws-chunked', () => {
  it('gives back what was framed, whatever the bytes', () => {
    const extension = fc.constantFrom('', ';chunk-signature=ab12');
    const chunks = fc.array(fc.uint8Array({ minLength: 1 }));
    fc.assert(
      fc.property(chunks, extension, (parts, ext) => {
        const framed = frame(parts, ext, 'X-Amz-Checksum-Crc32: AAAA==\r\n');
        const { body, trailers } = decodeAwsChunked(
          framed,
          parts.reduce((sum, { length }) => sum + length, 0),
        );
        expect(body.equals(Buffer.concat(parts))).toBe(true);
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAA==' });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no size', 'hello\r\n'],
    ['a negative size', '-1\r\nx\r\n0\r\n\r\n'],
    ['a size beyond the body', 'ff\r\nabc\r\n0\r\n\r\n'],
    ['a chunk without its line end', '3\r\nabcd\r\n0\r\n\r\n'],
    ['no last chunk', '3\r\nabc\r\n'],
    ['another length than announced', '4\r\nabcd\r\n0\r\n\r\n'],
  ])('refuses %s', (_, framed) => {
    const decode = () => decodeAwsChunked(Buffer.from(framed), 3);
    expect(decode).toThrow(expect.objectContaining({ code: 'IncompleteBody' }));
  });

  it.each([
    [{ 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }, true],
    [{ 'content-encoding': 'aws-chunked' }, true],
    [{ 'content-encoding': 'gzip, aws-chunked' }, true],
    [{ 'content-encoding': 'gzip' }, false],
    [{ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, false],
    [{}, false],
  ])('is recognised in %j: %s', (headers, expected) => {
    expect(isAwsChunked(headers as Record<string, string>)).toBe(expected);
  });
});
