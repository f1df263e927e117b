import { authError } from './auth-error.ts';
import type { Signed } from './authenticate.ts';
import { EMPTY_HASH, sameSignature, scopeText, sha256Hex, signatureOf } from './sigv4.ts';

const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const SIGNED_CHUNKS_AND_TRAILER = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';

/**
 * Verifies an aws-chunked body whose chunks are signed one by one, each over the signature before it (S3 API reference,
 * "Signature calculations: transferring payload in multiple chunks"). `framed` has been decoded already, so its framing
 * holds. Bodies of other kinds pass: unsigned ones carry a checksum, which S3 verifies. So does what nobody could verify.
 */
export function checkChunkSignatures(declared: string | undefined, framed: Buffer, signed: Signed): void {
  if (declared !== SIGNED_CHUNKS && declared !== SIGNED_CHUNKS_AND_TRAILER) return;
  const { key } = signed;
  if (key === undefined) return;
  let previous = signed.signature;
  const check = (algorithm: string, hashes: readonly string[], given: string | undefined) => {
    const text = [algorithm, signed.time, scopeText(signed.scope), previous, ...hashes].join('\n');
    const signature = signatureOf(key, text);
    if (given === undefined || !sameSignature(signature, given)) {
      throw authError('s3', 'signature', 'A chunk of the body is not the one that was signed.');
    }
    previous = signature;
  };

  let at = 0;
  let size: number;
  do {
    const end = framed.indexOf('\r\n', at);
    const line = framed.toString('latin1', at, end);
    size = Number.parseInt(line, 16);
    const content = framed.subarray(end + 2, end + 2 + size);
    const given = /;\s*chunk-signature=([0-9a-f]{64})/.exec(line)?.[1];
    check('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_HASH, sha256Hex(content)], given);
    at = end + 2 + size + (size > 0 ? 2 : 0);
  } while (size > 0);
  if (declared === SIGNED_CHUNKS) return;

  const lines = framed.toString('latin1', at).split('\r\n').filter(Boolean);
  const signature = lines.find((line) => line.startsWith('x-amz-trailer-signature:'));
  const trailers = lines.filter((line) => line !== signature).map((line) => `${line}\n`);
  check('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(trailers.join(''))], signature?.split(':')[1]?.trim());
}
