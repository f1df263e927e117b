import { createHmac } from 'node:crypto';

/** The HMAC of what Standard Webhooks signs, and nothing else: the key is bytes already, nothing is checked. */
export function hmacAlone(key: Uint8Array, content: string): string {
  return createHmac('sha256', key).update(content).digest('base64');
}
