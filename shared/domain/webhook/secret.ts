import { createHmac, hkdfSync } from 'node:crypto';
import { toBase64 } from './base64.ts';

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
  return endpoint.keys
    .filter(({ until }) => until === undefined || Date.parse(until) > nowMs)
    .map(({ root: rootId, generation }) => {
      const root = roots.find(({ id }) => id === rootId);
      if (root === undefined) throw new RangeError(`the keyring has no root ${rootId}`);
      return deriveSecret(root.secret, endpoint.endpointId, generation);
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
