import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'presswire/v1/idempotency';

/**
 * What opens an answer again: only who sends the same token and the same `Idempotency-Key`. The table knows the hashes of
 * both, from which the key does not follow.
 */
export function sealingKey(bearer: string, idempotencyKey: string): Uint8Array {
  const salt = createHash('sha256').update(idempotencyKey).digest();
  return new Uint8Array(hkdfSync('sha256', bearer, salt, PURPOSE, 32));
}

/** AES-256-GCM; nonce, tag and text in one, base64url. `nonce` is 12 random bytes. */
export function seal(text: string, key: Uint8Array, nonce: Uint8Array): string {
  const cipher = createCipheriv(CIPHER, key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws for another key, and for what was changed. */
export function unseal(sealed: string, key: Uint8Array): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}
