import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.ts';
import { readOnce } from './read-once.ts';

const SEED_BYTES = 32;
const PUBLIC_BYTES = 32;
/** What stands before the seed in PKCS #8 and before the public key in SPKI (RFC 8410 §7 and §4). */
const PKCS8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);
const SPKI = Uint8Array.from([48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0]);

export const PRIVATE_PREFIX = 'whsk_';
export const PUBLIC_PREFIX = 'whpk_';

/** `whsk_` and base64 of seed and public key, as Standard Webhooks writes a private key. */
export function privateKeyOf(seed: Uint8Array): string {
  return `${PRIVATE_PREFIX}${toBase64(joined(seed, publicBytes(privateKey(seed))))}`;
}

/** The public key that belongs to a `whsk_` key, as 32 bytes. */
export function publicBytesOf(whsk: string): Uint8Array {
  return publicBytes(privateKey(seedOf(whsk)));
}

/** The ed25519 signature of a text (RFC 8032), base64. */
export function signEd25519(content: string, whsk: string): string {
  return toBase64(sign(null, new TextEncoder().encode(content), privateKeyIn(whsk)));
}

/** Whether a signature (base64) of a text was made with the key that belongs to a `whpk_` key. */
export function verifyEd25519(content: string, signature: string, whpk: string): boolean {
  const given = fromBase64(signature);
  const bytes = fromBase64(whpk.slice(PUBLIC_PREFIX.length));
  if (given === undefined || bytes?.length !== PUBLIC_BYTES) return false;
  const key = createPublicKey(pem('PUBLIC KEY', joined(SPKI, bytes)));
  return verify(null, new TextEncoder().encode(content), key, given);
}

const privateKeyIn = readOnce((whsk) => privateKey(seedOf(whsk)));

function seedOf(whsk: string): Uint8Array {
  const bytes = fromBase64(whsk.slice(PRIVATE_PREFIX.length));
  if (bytes === undefined || bytes.length < SEED_BYTES) {
    throw new RangeError(`a private key is ${PRIVATE_PREFIX} and base64 of 32 or 64 bytes`);
  }
  return bytes.subarray(0, SEED_BYTES);
}

function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey(pem('PRIVATE KEY', joined(PKCS8, seed)));
}

function publicBytes(key: KeyObject): Uint8Array {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return fromBase64(x.replaceAll('-', '+').replaceAll('_', '/')) ?? new Uint8Array();
}

function pem(label: 'PRIVATE KEY' | 'PUBLIC KEY', der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${toBase64(der)}\n-----END ${label}-----`;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Uint8Array.from([...first, ...second]);
}
