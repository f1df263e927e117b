import { Hono } from 'hono';
import { publicKeysAt } from '#domain/webhook/secret.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import type { ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';

/** Keys change by rotation only, and the old one signs for hours: an answer may be this old. */
const MAX_AGE_SECONDS = 300;

/**
 * `/.well-known/webhook-keys.json`: the public keys of all endpoints as a JSON Web Key Set (RFC 7517, RFC 8037). A
 * key's id begins with its endpoint's; a receiver takes only keys of its own, since what is signed for another endpoint
 * is not meant for it.
 */
export function webhookKeys(deps: Pick<ApiDeps, 'clock' | 'keyring' | 'partners'>): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  let known: { body: string; madeAtMs: number } | undefined;
  routes.get('/', async (context) => {
    const now = deps.clock.now();
    if (known === undefined || now - known.madeAtMs >= MAX_AGE_SECONDS * 1000) {
      known = { body: JSON.stringify({ keys: await keysNow(deps, now) }), madeAtMs: now };
    }
    return context.body(known.body, 200, {
      'content-type': 'application/json',
      'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
    });
  });
  return routes;
}

async function keysNow(deps: Parameters<typeof webhookKeys>[0], now: number): Promise<object[]> {
  const roots = await deps.keyring.roots();
  const shards = await Promise.all(
    Array.from({ length: ENDPOINT_SHARDS }, (_, shard) => deps.partners.listEndpoints(shard)),
  );
  return shards
    .flat()
    .flatMap((endpoint) => publicKeysAt(endpoint, roots, now))
    .map(({ keyId, publicKey }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      use: 'sig',
      alg: 'EdDSA',
      kid: keyId,
      x: Buffer.from(publicKey).toString('base64url'),
    }));
}
