import type { Endpoint } from '#domain/partner/endpoint.ts';
import { toBase64 } from '#domain/webhook/base64.ts';
import { PUBLIC_PREFIX } from '#domain/webhook/ed25519.ts';
import { publicKeysAt, type Root } from '#domain/webhook/secret.ts';

/** The keys that an endpoint's `v1a` signatures are verified with, newest first, as Standard Webhooks writes them. */
export function publicKeysOf(
  endpoint: Pick<Endpoint, 'endpointId' | 'keys'>,
  roots: readonly Root[],
  nowMs: number,
): { id: string; key: string }[] {
  return publicKeysAt(endpoint, roots, nowMs).map(({ keyId, publicKey }) => ({
    id: keyId,
    key: `${PUBLIC_PREFIX}${toBase64(publicKey)}`,
  }));
}
