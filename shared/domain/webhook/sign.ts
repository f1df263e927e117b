import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { failure, success, type Result } from '../result.ts';
import { fromBase64 } from './base64.ts';
import { PRIVATE_PREFIX, PUBLIC_PREFIX, signEd25519, verifyEd25519 } from './ed25519.ts';
import { readOnce } from './read-once.ts';

const SECRET_PREFIX = 'whsec_';
const SCHEMES = { symmetric: 'v1', asymmetric: 'v1a' } as const;
/** Standard Webhooks, "Signature scheme": between 24 and 64 random bytes. */
const SECRET_BYTES = { min: 24, max: 64 } as const;

export type Signed = {
  /** The `webhook-id`; without a dot, since dots part what is signed. */
  id: string;
  /** The `webhook-timestamp`, epoch seconds of the attempt. */
  timestamp: number;
  /** The exact bytes that are sent, as text. */
  body: string;
  /** `whsec_` secrets and `whsk_` private keys; several of each while one is rotated. */
  secrets: readonly string[];
};

/**
 * The value of `webhook-signature` (Standard Webhooks 1.0), parted by spaces: for each secret `v1,` and the base64
 * HMAC-SHA256 of `<id>.<timestamp>.<body>`, for each private key `v1a,` and the ed25519 signature of the same.
 *
 * @throws RangeError for a secret, id or timestamp that no receiver could verify.
 */
export function sign({ id, timestamp, body, secrets }: Signed): string {
  if (id === '' || id.includes('.')) throw new RangeError('a webhook-id has no dot and is not empty');
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) throw new RangeError('a timestamp is whole seconds');
  if (secrets.length === 0) throw new RangeError('nothing can be signed without a secret');
  const content = `${id}.${timestamp}.${body}`;
  return secrets.map((secret) => signatureOf(content, secret)).join(' ');
}

export type VerifyProblem = 'timestamp-malformed' | 'too-old' | 'too-new' | 'no-signature-matches';

function signatureOf(content: string, secret: string): string {
  return secret.startsWith(PRIVATE_PREFIX)
    ? `${SCHEMES.asymmetric},${signEd25519(content, secret)}`
    : `${SCHEMES.symmetric},${macOf(content, keyIn(secret)).digest('base64')}`;
}

/**
 * Whether a webhook was signed with one of the secrets (`whsec_`) or public keys (`whpk_`), at most `toleranceSeconds`
 * before or after `now` (epoch seconds). Compares in constant time; signatures of other schemes are passed over.
 */
export function verify(received: {
  id: string;
  timestamp: string | number;
  body: string;
  signature: string;
  secrets: readonly string[];
  now: number;
  toleranceSeconds: number;
}): Result<true, VerifyProblem> {
  if (!/^\d{1,12}$/.test(String(received.timestamp))) return failure('timestamp-malformed');
  const age = received.now - Number(received.timestamp);
  if (age > received.toleranceSeconds) return failure('too-old');
  if (age < -received.toleranceSeconds) return failure('too-new');
  const content = `${received.id}.${received.timestamp}.${received.body}`;
  const isPublic = (secret: string): boolean => secret.startsWith(PUBLIC_PREFIX);
  const macs = received.secrets
    .filter((secret) => !isPublic(secret))
    .map((secret) => macOf(content, keyIn(secret)).digest());
  const publicKeys = received.secrets.filter(isPublic);
  let isMatched = false;
  for (const part of received.signature.split(' ')) {
    const comma = part.indexOf(',');
    const [scheme, signature] = [part.slice(0, comma), part.slice(comma + 1)];
    if (scheme === SCHEMES.symmetric && isOneOf(macs, signature)) isMatched = true;
    if (scheme !== SCHEMES.asymmetric) continue;
    if (publicKeys.some((key) => verifyEd25519(content, signature, key))) isMatched = true;
  }
  return isMatched ? success(true) : failure('no-signature-matches');
}

function isOneOf(macs: readonly Uint8Array[], signature: string): boolean {
  const given = fromBase64(signature);
  return macs.filter((mac) => given?.length === mac.length && timingSafeEqual(given, mac)).length > 0;
}

function macOf(content: string, key: KeyObject): ReturnType<typeof createHmac> {
  return createHmac('sha256', key).update(content);
}

const keyIn = readOnce((secret) => createSecretKey(bytesOf(secret)));

function bytesOf(secret: string): Uint8Array {
  const bytes = fromBase64(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret);
  if (bytes === undefined || bytes.length < SECRET_BYTES.min || bytes.length > SECRET_BYTES.max) {
    throw new RangeError(`a secret is ${SECRET_PREFIX} and base64 of 24 to 64 bytes`);
  }
  return bytes;
}
