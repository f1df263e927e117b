import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../protocol.ts';
import { invalidRequest } from './errors.ts';

/** The polynomials, bit-reflected: CRC-32C (Castagnoli, RFC 3720 B.4) and the high and low half of CRC-64/NVME. */
const CRC32C_POLYNOMIAL = 0x82f63b78;
const CRC64_POLYNOMIAL = { high: 0x9a6c9329, low: 0xac4bc9b5 };

const hash =
  (name: 'md5' | 'sha1' | 'sha256') =>
  (bytes: Uint8Array): Buffer =>
    createHash(name).update(bytes).digest();

const bigEndian = (...words: number[]): Buffer => {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word >>> 0, index * 4);
  return bytes;
};

/** For each byte, the high and low word that it contributes to a reflected 64-bit CRC; 32 bits use `low` alone. */
const crcTable = (polynomial: { high: number; low: number }): { high: Uint32Array; low: Uint32Array } => {
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const carry = low & 1;
      low = (low >>> 1) | ((high & 1) << 31);
      high >>>= 1;
      if (carry) [high, low] = [high ^ polynomial.high, low ^ polynomial.low];
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  return table;
};

const CRC32C = crcTable({ high: 0, low: CRC32C_POLYNOMIAL }).low;
const CRC64 = crcTable(CRC64_POLYNOMIAL);

const crc32c = (bytes: Uint8Array): Buffer => {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC32C[(crc ^ byte) & 0xff] ?? 0);
  return bigEndian(~crc);
};

const crc64nvme = (bytes: Uint8Array): Buffer => {
  let [high, low] = [-1, -1];
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (CRC64.low[index] ?? 0);
    high = (high >>> 8) ^ (CRC64.high[index] ?? 0);
  }
  return bigEndian(~high, ~low);
};

const DIGESTS = {
  crc32: (bytes: Uint8Array): Buffer => bigEndian(crc32(bytes)),
  crc32c,
  crc64nvme,
  sha1: hash('sha1'),
  sha256: hash('sha256'),
} as const;

export type ChecksumAlgorithm = keyof typeof DIGESTS;
export type Checksum = { algorithm: ChecksumAlgorithm; value: string };

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm => Object.hasOwn(DIGESTS, name);
const ALGORITHMS = Object.keys(DIGESTS).filter(isChecksumAlgorithm);

/** The header that carries this checksum, `x-amz-checksum-crc32`. */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm}`;

/** The XML element that carries it, `ChecksumCRC32`. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm.toUpperCase()}`;

/** The checksum of these bytes, in base64. */
export const checksumOf = (algorithm: ChecksumAlgorithm, bytes: Uint8Array): string =>
  DIGESTS[algorithm](bytes).toString('base64');

/** The checksum of a multipart object: over its parts' checksums, with their number. */
export const compositeChecksum = (algorithm: ChecksumAlgorithm, parts: readonly string[]): string => {
  const whole = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return `${checksumOf(algorithm, whole)}-${parts.length}`;
};

/** The MD5 of these bytes in hexadecimal: the ETag of an object that came in one piece. */
export const md5Hex = (bytes: Uint8Array): string => hash('md5')(bytes).toString('hex');

/** The one checksum that a request declares. Throws InvalidRequest where it declares two. */
export const declaredChecksum = (headers: Readonly<Record<string, string>>): Checksum | undefined => {
  const found = ALGORITHMS.flatMap((algorithm) => {
    const value = headers[checksumHeader(algorithm)];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (found.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple were given.');
  return found[0];
};

const badDigest = (name: string): AwsError =>
  new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`, 400);

/**
 * Checks a body against every checksum its request declares, in a header or in a trailer, and returns the one
 * to keep with the object. Throws BadDigest, or MalformedTrailerError where an announced trailer is missing.
 */
export const verifyBody = (headers: Readonly<Record<string, string>>, body: Buffer): Checksum | undefined => {
  const trailer = headers['x-amz-trailer'];
  if (trailer !== undefined && headers[trailer.toLowerCase()] === undefined)
    throw new AwsError(
      'MalformedTrailerError',
      `The request announced the trailer ${trailer} and has none`,
      400,
    );
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== hash('md5')(body).toString('base64')) throw badDigest('Content-MD5');
  const declared = declaredChecksum(headers);
  if (declared && declared.value !== checksumOf(declared.algorithm, body))
    throw badDigest(checksumHeader(declared.algorithm));
  return declared;
};
