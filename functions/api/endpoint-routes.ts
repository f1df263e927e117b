import { Hono } from 'hono';
import { requirePartner, type ApiContext, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { audited } from './audited.ts';
import { createEndpoint } from './create-endpoint.ts';
import { endpointChangeSchema } from './endpoint-body.ts';
import { acceptableUrl } from './acceptable-url.ts';
import { askForProof } from './ask-for-proof.ts';
import { removeEndpoint } from './remove-endpoint.ts';
import { requireContent } from './require-content.ts';
import { setEndpointIds } from './endpoint-ids.ts';
import { changeOwned, ownedEndpoint } from './owned-endpoint.ts';
import { existing } from './partner-routes.ts';
import { conflict } from './problem.ts';
import { publicKeysOf } from './public-keys.ts';
import { readBody } from './read-request.ts';
import { rotateSecret } from './rotate-secret.ts';
import { shownEndpoint } from './shown-endpoint.ts';
import { shownHealth } from './shown-health.ts';
import { withChange } from './with-change.ts';

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
    return context.json({
      endpoints: endpoints.filter((endpoint) => endpoint !== undefined).map(shownEndpoint),
    });
  });
  routes.post('/:id/endpoints', (context) => createEndpoint(deps, context, context.req.param('id')));
  routes.get('/:id/endpoints/:eid', async (context) => {
    const endpoint = await ownedEndpoint(deps, context);
    const health = await deps.partners.getHealth(endpoint.endpointId);
    const roots = await deps.keyring.roots();
    return context.json({
      ...shownEndpoint(endpoint),
      publicKeys: publicKeysOf(endpoint, roots, deps.clock.now()),
      ...(health === undefined ? {} : { health: shownHealth(health) }),
    });
  });
  routes.patch('/:id/endpoints/:eid', async (context) => {
    requirePartner(context, context.req.param('id'));
    const change = await readBody(context, endpointChangeSchema);
    const url = change.url === undefined ? undefined : acceptableUrl(deps, change.url);
    const now = new Date(deps.clock.now()).toISOString();
    requireContent(await existing(deps, context.req.param('id')), change.format);
    const { endpoint, moved } = await changeOwned(deps, context, (stored) =>
      withChange(stored, change, { url, now }),
    );
    if (moved) await askForProof(deps, endpoint);
    await audited(deps, context, 'endpoint.change', endpoint.endpointId);
    return context.json(shownEndpoint(endpoint));
  });
  routes.delete('/:id/endpoints/:eid', (context) => remove(deps, context));
  routes.post('/:id/endpoints/:eid/rotate-secret', (context) => rotateSecret(deps, context));
  routes.post('/:id/endpoints/:eid/:action{verify|enable|disable}', (context) => act(deps, context));
  return routes;
}

async function remove(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { id = '', eid: endpointId = '' } = context.req.param();
  requirePartner(context, id);
  const partner = await existing(deps, id);
  const { endpointIds } = partner;
  // A removal that was cut off left the name: it is taken up again.
  if (!endpointIds.includes(endpointId)) await ownedEndpoint(deps, context);
  await removeEndpoint(deps, partner, endpointId);
  await setEndpointIds(deps, id, (ids) => ids.filter((other) => other !== endpointId));
  await audited(deps, context, 'endpoint.remove', endpointId, { partner: id });
  return context.body(null, 204);
}

/** `verify` asks for a proof that is missing; `enable` also, where none was given yet; `disable` keeps what comes. */
async function act(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const action = context.req.param('action') ?? '';
  const at = new Date(deps.clock.now()).toISOString();
  const { endpoint } = await changeOwned(deps, context, (stored) => {
    if (action === 'verify' && stored.state === 'active') {
      throw conflict('The endpoint has proved itself and is active. A new URL is asked by itself.');
    }
    const { disabled: _disabled, challenge: _challenge, ...rest } = stored;
    if (action === 'disable') return { ...rest, state: 'disabled', disabled: { at, why: 'asked for' } };
    if (action === 'enable' && stored.verifiedAt !== undefined) {
      return { ...rest, state: 'active', enabledAt: at };
    }
    return { ...rest, state: 'pending', challenge: { since: at, attempt: 0 } };
  });
  if (endpoint.state === 'pending') await askForProof(deps, endpoint);
  if (endpoint.state === 'active') {
    await deps.prompts.send('urgent', [{ prompt: 'enable', endpointId: endpoint.endpointId }]);
  }
  await audited(deps, context, `endpoint.${action}`, endpoint.endpointId);
  return context.json(shownEndpoint(endpoint));
}
