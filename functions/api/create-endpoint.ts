import type { Endpoint } from '#domain/partner/endpoint.ts';
import { deriveSecret } from '#domain/webhook/secret.ts';
import { requirePartner, type ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { acceptableUrl } from './acceptable-url.ts';
import { askForProof } from './ask-for-proof.ts';
import { requireContent } from './require-content.ts';
import { newEndpointSchema } from './endpoint-body.ts';
import { setEndpointIds } from './endpoint-ids.ts';
import { existing, followEmbargo } from './partner-routes.ts';
import { conflict, notFound } from './problem.ts';
import { publicKeysOf } from './public-keys.ts';
import { readBody } from './read-request.ts';
import { shownEndpoint } from './shown-endpoint.ts';

const MOST_ENDPOINTS = 20;

/** `POST …/endpoints`: a new webhook URL and its secret, which is shown this once; the challenge follows. */
export async function createEndpoint(
  deps: ApiDeps,
  context: ApiContext,
  partnerId: string,
): Promise<Response> {
  requirePartner(context, partnerId);
  const { url, maxAge, ...body } = await readBody(context, newEndpointSchema);
  const href = acceptableUrl(deps, url);
  const partner = await existing(deps, partnerId);
  requireContent(partner, body.format);
  const roots = await deps.keyring.roots();
  const [root] = roots;
  if (root === undefined) throw new Error('the keyring has no root');
  const now = new Date(deps.clock.now()).toISOString();
  const endpoint: Endpoint = {
    ...body,
    ...(maxAge === undefined ? {} : { maxAgeSeconds: maxAge }),
    endpointId: `ep-${deps.random.id()}`,
    partnerId,
    url: href,
    state: 'pending',
    embargo: partner.embargo,
    keys: [{ root: root.id, generation: 1 }],
    challenge: { since: now, attempt: 0 },
    createdAt: now,
    rev: 1,
  };
  await putNew(deps, endpoint);
  await askForProof(deps, endpoint);
  await audited(deps, context, 'endpoint.create', endpoint.endpointId, { partner: partnerId });
  const secret = deriveSecret(root.secret, endpoint.endpointId, 1);
  const publicKeys = publicKeysOf(endpoint, roots, deps.clock.now());
  return context.json({ ...shownEndpoint(endpoint), secret, publicKeys }, 201);
}

/** The partner names it first: a name without an endpoint is no harm, an endpoint without a name would be lost. */
async function putNew(deps: ApiDeps, endpoint: Endpoint): Promise<void> {
  const { endpointId, partnerId } = endpoint;
  await setEndpointIds(deps, partnerId, (ids) => {
    if (ids.length < MOST_ENDPOINTS) return [...ids, endpointId];
    throw conflict(`A partner has at most ${MOST_ENDPOINTS} endpoints. Remove one that is not used.`);
  });
  if ((await deps.partners.putEndpoint(endpoint, 0)) === 'refused') {
    const stored = await deps.partners.getEndpoint(endpointId);
    if (stored?.partnerId !== partnerId) throw new Error(`the new endpoint id ${endpointId} is taken`);
  }
  // What was changed in the partner meanwhile did not reach this endpoint.
  const partner = await deps.partners.getPartner(partnerId);
  if (partner?.endpointIds.includes(endpointId)) {
    return followEmbargo(deps, endpointId, partner.embargo);
  }
  await deps.partners.removeEndpoint(endpointId);
  throw notFound(`partner "${partnerId}"`);
}
