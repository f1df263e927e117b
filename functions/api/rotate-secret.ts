import * as z from 'zod/mini';
import { rotatedKeys } from '#domain/partner/rotate-keys.ts';
import { deriveSecret } from '#domain/webhook/secret.ts';
import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { changeOwned, ownedEndpoint } from './owned-endpoint.ts';
import { publicKeysOf } from './public-keys.ts';
import { readOptionalBody } from './read-request.ts';

const HOUR_MS = 3_600_000;
const MOST_OVERLAP_HOURS = 7 * 24;
export const rotateSchema = z.strictObject({
  /** How long the old secret signs beside the new one. */
  overlapHours: z._default(z.number().check(z.minimum(0), z.maximum(MOST_OVERLAP_HOURS)), 24),
});

/** `POST …/rotate-secret`: a new secret, shown once; the old one signs beside it for 24 h, or as long as is asked. */
export async function rotateSecret(deps: ApiDeps, context: ApiContext): Promise<Response> {
  await ownedEndpoint(deps, context);
  const { overlapHours } = await readOptionalBody(context, rotateSchema);
  const roots = await deps.keyring.roots();
  const [root] = roots;
  if (root === undefined) throw new Error('the keyring has no root');
  const now = deps.clock.now();
  const { endpoint } = await changeOwned(deps, context, (stored) => ({
    ...stored,
    keys: rotatedKeys(stored.keys, { newestRoot: root.id, overlapMs: overlapHours * HOUR_MS, now }),
  }));
  const { endpointId, keys } = endpoint;
  const generation = keys[0]?.generation ?? 1;
  await audited(deps, context, 'endpoint.rotate-secret', endpointId);
  return context.json({
    id: endpointId,
    secret: deriveSecret(root.secret, endpointId, generation),
    publicKeys: publicKeysOf(endpoint, roots, now),
    oldSecretSignsUntil: keys[1]?.until ?? new Date(now).toISOString(),
  });
}
