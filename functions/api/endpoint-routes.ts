import { Hono } from 'hono';
import type { Endpoint, Format } from '#domain/partner/endpoint.ts';
import type { Partner } from '#domain/partner/partner.ts';
import { checkEndpointUrl } from '#domain/webhook/address.ts';
import { deriveSecret } from '#domain/webhook/secret.ts';
import { untilWritten } from '#platform/until-written.ts';
import { requirePartner, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { endpointChangeSchema, newEndpointSchema } from './endpoint-body.ts';
import { existing, followEmbargo } from './partner-routes.ts';
import { conflict, notFound, unprocessable } from './problem.ts';
import { changeOwned, ownedEndpoint } from './owned-endpoint.ts';
import { publicKeysOf } from './public-keys.ts';
import { readBody } from './read-request.ts';
import { rotateSecret } from './rotate-secret.ts';
import { withChange } from './with-change.ts';

/** A partner needs a moment to keep the secret that the challenge is signed with (DESIGN §6). */
const CHALLENGE_DELAY_SECONDS = 5;
const MOST_ENDPOINTS = 20;

/** `/api/partners/:id/endpoints`: a partner's webhook URLs. */
export function endpointRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.get('/:id/endpoints', async (context) => {
    const id = context.req.param('id');
    requirePartner(context, id);
    const { endpointIds } = await existing(deps, id);
    const endpoints = await Promise.all(
      endpointIds.map((endpointId) => deps.partners.getEndpoint(endpointId)),
    );
    return context.json({ endpoints: endpoints.filter((endpoint) => endpoint !== undefined).map(shown) });
  });
  routes.post('/:id/endpoints', (context) => create(deps, context, context.req.param('id')));
  routes.get('/:id/endpoints/:eid', async (context) => {
    const endpoint = await ownedEndpoint(deps, context);
    const health = await deps.partners.getHealth(endpoint.endpointId);
    const roots = await deps.keyring.roots();
    return context.json({
      ...shown(endpoint),
      publicKeys: publicKeysOf(endpoint, roots, deps.clock.now()),
      ...(health === undefined ? {} : { health: shownHealth(health) }),
    });
  });
  routes.patch('/:id/endpoints/:eid', async (context) => {
    requirePartner(context, context.req.param('id'));
    const change = await readBody(context, endpointChangeSchema);
    const url = change.url === undefined ? undefined : acceptable(deps, change.url);
    const now = new Date(deps.clock.now()).toISOString();
    requireContent(await existing(deps, context.req.param('id')), change.format);
    const { endpoint, moved } = await changeOwned(deps, context, (stored) =>
      withChange(stored, change, { url, now }),
    );
    if (moved) await challenge(deps, endpoint);
    await audited(deps, context, 'endpoint.change', endpoint.endpointId);
    return context.json(shown(endpoint));
  });
  routes.delete('/:id/endpoints/:eid', (context) => remove(deps, context));
  routes.post('/:id/endpoints/:eid/rotate-secret', (context) => rotateSecret(deps, context));
  routes.post('/:id/endpoints/:eid/:action{verify|enable|disable}', (context) => act(deps, context));
  return routes;
}

async function create(deps: ApiDeps, context: ApiContext, partnerId: string): Promise<Response> {
  requirePartner(context, partnerId);
  const { url, maxAge, ...body } = await readBody(context, newEndpointSchema);
  const href = acceptable(deps, url);
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
  await challenge(deps, endpoint);
  await audited(deps, context, 'endpoint.create', endpoint.endpointId, { partner: partnerId });
  const secret = deriveSecret(root.secret, endpoint.endpointId, 1);
  const publicKeys = publicKeysOf(endpoint, roots, deps.clock.now());
  return context.json({ ...shown(endpoint), secret, publicKeys }, 201);
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

async function remove(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { id = '', eid: endpointId = '' } = context.req.param();
  requirePartner(context, id);
  const { endpointIds } = await existing(deps, id);
  // A removal that was cut off left the name: it is taken up again.
  if (!endpointIds.includes(endpointId)) await ownedEndpoint(deps, context);
  await deps.partners.removeEndpoint(endpointId);
  await setEndpointIds(deps, id, (ids) => ids.filter((other) => other !== endpointId));
  await audited(deps, context, 'endpoint.remove', endpointId, { partner: id });
  return context.body(null, 204);
}

/** `verify` asks for the proof again; `enable` also, where none was given yet; `disable` keeps what comes. */
async function act(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const action = context.req.param('action') ?? '';
  const at = new Date(deps.clock.now()).toISOString();
  const { endpoint } = await changeOwned(deps, context, (stored) => {
    const { disabled: _disabled, challenge: _challenge, ...rest } = stored;
    if (action === 'disable') return { ...rest, state: 'disabled', disabled: { at, why: 'asked for' } };
    if (action === 'enable' && stored.verifiedAt !== undefined) return { ...rest, state: 'active' };
    return { ...rest, state: 'pending', challenge: { since: at, attempt: 0 } };
  });
  if (endpoint.state === 'pending') await challenge(deps, endpoint);
  if (endpoint.state === 'active') {
    await deps.prompts.send('urgent', [{ prompt: 'enable', endpointId: endpoint.endpointId }]);
  }
  await audited(deps, context, `endpoint.${action}`, endpoint.endpointId);
  return context.json(shown(endpoint));
}

function acceptable(deps: ApiDeps, url: string): string {
  const checked = checkEndpointUrl(url, deps.urlPolicy);
  if (checked.ok) return checked.value;
  throw unprocessable(
    `url: ${checked.error.found} is not taken (${checked.error.code}). ${checked.error.remedy}`,
  );
}

/** An advance copy is the text itself: it has no public address yet that a thin webhook could link to. */
function requireContent({ embargo }: Partner, format: Format | undefined): void {
  if (embargo !== 'advance' || format !== 'thin') return;
  throw unprocessable(
    'format: found "thin"; a partner that gets advance copies needs ninjs, jsonfeed or atom, which carry the text.',
  );
}

async function challenge(deps: ApiDeps, { endpointId }: Endpoint): Promise<void> {
  const options = { delaySeconds: CHALLENGE_DELAY_SECONDS };
  await deps.prompts.send('urgent', [{ prompt: 'challenge', endpointId }], options);
}

async function setEndpointIds(
  deps: ApiDeps,
  partnerId: string,
  change: (ids: string[]) => string[],
): Promise<void> {
  await untilWritten('a partner', async () => {
    const partner = await existing(deps, partnerId);
    const next = { ...partner, endpointIds: change(partner.endpointIds), rev: partner.rev + 1 };
    return (await deps.partners.putPartner(next, partner.rev)) === 'written' ? 'done' : undefined;
  });
}

/** Everything but the keys: which root and generation sign is nobody's business. */
function shown({
  endpointId,
  keys: _keys,
  rev: _rev,
  earlierWishes: _earlier,
  maxAgeSeconds,
  ...rest
}: Endpoint) {
  return { id: endpointId, ...rest, ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }) };
}

function shownHealth({
  failuresInRow,
  lastSuccessAt,
  lastFailureAt,
  pausedUntil,
}: {
  failuresInRow: number;
  lastSuccessAt?: string;
  lastFailureAt?: string;
  pausedUntil?: string;
}) {
  return { failuresInRow, lastSuccessAt, lastFailureAt, pausedUntil };
}
