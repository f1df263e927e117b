import type { Endpoint } from '#domain/partner/endpoint.ts';
import { signingKeysAt, type SigningKeys } from '#domain/webhook/secret.ts';
import type { Keyring } from '#ports/keyring.ts';

/** Endpoints whose keys a container remembers; those of one take less than a kilobyte. */
const MOST_REMEMBERED = 2_000;

const remembered = new WeakMap<Keyring, Map<string, SigningKeys>>();

/**
 * What signs for an endpoint now. Deriving it took a third of a delivery's processor time, and gives the same for the
 * same names: a root's id stands for one secret, since the keyring is append-only.
 */
export async function signingKeysOf(
  keyring: Keyring,
  endpoint: Pick<Endpoint, 'endpointId' | 'keys'>,
  nowMs: number,
): Promise<SigningKeys> {
  const known = remembered.get(keyring) ?? new Map<string, SigningKeys>();
  remembered.set(keyring, known);
  const name = nameOf(endpoint, nowMs);
  const found = known.get(name);
  if (found !== undefined) return found;
  const keys = signingKeysAt(endpoint, await keyring.roots(), nowMs);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= MOST_REMEMBERED) known.delete(oldest);
  known.set(name, keys);
  return keys;
}

function nameOf({ endpointId, keys }: Pick<Endpoint, 'endpointId' | 'keys'>, nowMs: number): string {
  const valid = keys.filter(({ until }) => until === undefined || Date.parse(until) > nowMs);
  return JSON.stringify([endpointId, ...valid.map(({ root, generation }) => [root, generation])]);
}
