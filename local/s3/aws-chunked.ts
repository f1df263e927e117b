import { AwsError } from '../protocol.ts';

const MAX_LINE_BYTES = 4096;

const incomplete = (why: string): AwsError =>
  new AwsError('IncompleteBody', `The aws-chunked body does not follow its framing: ${why}`, 400);

/** Whether the body of a request with these headers is framed by `decodeAwsChunked`'s format. */
export const isAwsChunked = (headers: Readonly<Record<string, string>>): boolean =>
  (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
  /(?:^|,)\s*aws-chunked\s*(?:,|$)/i.test(headers['content-encoding'] ?? '');

const trailersOf = (text: string): Record<string, string> => {
  const trailers: Record<string, string> = {};
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
};

/**
 * Undoes the framing in which SDKs send streams: `size[;chunk-signature=…]`, bytes, and behind the last chunk
 * the trailers (names in lower case; checksums above all). Chunk signatures are not verified.
 * Throws IncompleteBody where the framing is broken or the length differs from `x-amz-decoded-content-length`.
 */
export const decodeAwsChunked = (
  framed: Buffer,
  decodedLength?: number,
): { body: Buffer; trailers: Record<string, string> } => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = framed.indexOf('\r\n', at);
    if (lineEnd < 0 || lineEnd - at > MAX_LINE_BYTES) throw incomplete('a chunk has no size line');
    const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(framed.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined) throw incomplete('the size of a chunk is no hexadecimal number');
    const length = Number.parseInt(size, 16);
    at = lineEnd + 2;
    if (length === 0) break;
    if (framed.toString('latin1', at + length, at + length + 2) !== '\r\n')
      throw incomplete(`a chunk of ${length} bytes does not end with a line end`);
    chunks.push(framed.subarray(at, at + length));
    at += length + 2;
  }
  const body = Buffer.concat(chunks);
  if (decodedLength !== undefined && decodedLength !== body.length)
    throw incomplete(`${body.length} bytes arrived, ${decodedLength} were announced`);
  return { body, trailers: trailersOf(framed.toString('latin1', at)) };
};
