import { createHmac, hkdfSync } from 'node:crypto';
import { toBase64 } from './base64.ts';
import { privateKeyOf, publicBytesOf } from './ed25519.ts';

const SECRET_BYTES = 32;

/** A root of the keyring; its `id` stands in the endpoints' keys. */
export type Root = { id: string; secret: Uint8Array };

/** Which secret: derived from which root, in which generation. */
export type SecretKey = { root: string; generation: number; until?: string };

/**
 * The signing secret of an endpoint as a partner is given it: `whsec_` and base64 of 32 bytes, HKDF-SHA256 (RFC 5869)
 * of the root with an empty salt and info `presswire/v1/<endpointId>/<generation>`. Derived, never stored (DESIGN §5).
 */
export function deriveSecret(root: Uint8Array, endpointId: string, generation: number): string {
  return `whsec_${toBase64(derive(root, `presswire/v1/${endpointId}/${generation}`))}`;
}

/**
 * The secrets that sign for an endpoint now, newest first; keys whose `until` is past sign no more.
 *
 * @throws RangeError where a key names a root that the keyring does not have: it is append-only, so that is a fault
 * of the deployment and not of the endpoint.
 */
export function secretsAt(
  endpoint: { endpointId: string; keys: readonly SecretKey[] },
  roots: readonly Root[],
  nowMs: number,
): string[] {
  return validKeys(endpoint, roots, nowMs).map(({ root, generation }) =>
    deriveSecret(root.secret, endpoint.endpointId, generation),
  );
}

function validKeys(
  endpoint: { keys: readonly SecretKey[] },
  roots: readonly Root[],
  nowMs: number,
): { root: Root; generation: number }[] {
  return endpoint.keys
    .filter(({ until }) => until === undefined || Date.parse(until) > nowMs)
    .map(({ root: rootId, generation }) => {
      const root = roots.find(({ id }) => id === rootId);
      if (root === undefined) throw new RangeError(`the keyring has no root ${rootId}`);
      return { root, generation };
    });
}

/** What signs for an endpoint: `whsec_` secrets, then `whsk_` private keys; `keyIds` those of the latter, in their order. */
export type SigningKeys = { secrets: readonly string[]; keyIds: readonly string[] };

/** As `secretsAt`, with the ed25519 keys that are derived beside them. */
export function signingKeysAt(...args: Parameters<typeof secretsAt>): SigningKeys {
  const [endpoint, roots, nowMs] = args;
  const keys = publicKeysAt(endpoint, roots, nowMs);
  return {
    secrets: [...secretsAt(endpoint, roots, nowMs), ...keys.map(({ privateKey }) => privateKey)],
    keyIds: keys.map(({ keyId }) => keyId),
  };
}

/** The ed25519 keys of an endpoint that are valid now, newest first; `publicKey` is 32 bytes. */
export function publicKeysAt(
  ...[endpoint, roots, nowMs]: Parameters<typeof secretsAt>
): { keyId: string; privateKey: string; publicKey: Uint8Array }[] {
  return validKeys(endpoint, roots, nowMs).map(({ root, generation }) => {
    const { endpointId } = endpoint;
    const seed = derive(root.secret, `presswire/v1/${endpointId}/${generation}/ed25519`);
    const privateKey = privateKeyOf(seed);
    return { keyId: `${endpointId}.${generation}`, privateKey, publicKey: publicBytesOf(privateKey) };
  });
}

/**
 * The challenge that proves a URL to be its partner's: nobody without the endpoint's secret can foretell it, and every
 * try since `since` carries the same.
 */
export function deriveChallenge(secret: string, endpointId: string, since: string): string {
  return createHmac('sha256', secret)
    .update(`presswire/challenge/${endpointId}/${since}`)
    .digest('base64url');
}

function derive(root: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, '', info, SECRET_BYTES));
}
