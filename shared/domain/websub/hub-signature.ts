import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature` (WebSub §7.1): the method and the HMAC of the body's bytes, hexadecimal. */
export function hubSignature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
