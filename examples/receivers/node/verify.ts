import { createHmac, createPublicKey, timingSafeEqual, verify as verifySignature } from 'node:crypto';

/** Names in lower case, as `node:http` gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const TOLERANCE_SECONDS = 300;
/** Whatever is shorter was not made by Presswire: an empty key anybody can sign with. */
const LEAST_SECRET_BYTES = 24;
const PUBLIC_KEY_BYTES = 32;
/** What stands before a public key of ed25519 in SPKI (RFC 8410 §4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Whether a webhook comes from who knows one of the keys: secrets (`whsec_…`) or public keys (`whpk_…`), two of each
 * while one is replaced. `body` is exactly what was received. Refuses timestamps more than five minutes off `nowMs`.
 */
export function verify(received: {
  headers: WebhookHeaders;
  body: Uint8Array | string;
  keys: readonly string[];
  nowMs: number;
}): boolean {
  const { headers, keys, nowMs } = received;
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  );
  if (!id || !signatures || !/^\d{1,12}$/.test(timestamp ?? '')) return false;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(received.body)]);
  const given = signatures.split(' ');
  // Every key is tried, so that the time says nothing of which one it was.
  return keys.filter((key) => given.filter((one) => isBy(key, one, content)).length > 0).length > 0;
}

/** The public keys of one endpoint out of `/.well-known/webhook-keys.json`, as `verify` takes them. */
export function publicKeysOf(
  keySet: { keys: readonly { kid: string; x: string }[] },
  endpointId: string,
): string[] {
  return keySet.keys
    .filter(({ kid }) => kid.startsWith(`${endpointId}.`))
    .map(({ x }) => `whpk_${Buffer.from(x, 'base64url').toString('base64')}`);
}

function isBy(key: string, signature: string, content: Buffer): boolean {
  const [scheme, value = ''] = signature.split(',', 2);
  if (key.startsWith('whpk_')) return scheme === 'v1a' && isByPublicKey(key, value, content);
  if (scheme !== 'v1') return false;
  const secret = Buffer.from(key.replace(/^whsec_/, ''), 'base64');
  if (secret.length < LEAST_SECRET_BYTES) return false;
  const expected = Buffer.from(createHmac('sha256', secret).update(content).digest('base64'));
  const compared = Buffer.from(value);
  return compared.length === expected.length && timingSafeEqual(compared, expected);
}

function isByPublicKey(key: string, value: string, content: Buffer): boolean {
  const signature = Buffer.from(value, 'base64');
  // One signature has one spelling; base64 is read generously.
  if (signature.toString('base64') !== value) return false;
  const bytes = Buffer.from(key.slice('whpk_'.length), 'base64');
  if (bytes.length !== PUBLIC_KEY_BYTES) return false;
  const der = Buffer.concat([SPKI, bytes]);
  return verifySignature(
    null,
    content,
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    signature,
  );
}
